import type { Value } from "@cerbos/core";
import { acceptedAttributes } from "../decision/accepted-attributes.ts";
import { ResourceError } from "../decision/resource.ts";
import type { OrganizationDirectory } from "../directory/directory.ts";
import { itemAttributes, itemKindOf } from "../kinds/items.ts";
import type { Item } from "../model/organization.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { Kind } from "../policies/catalog.ts";
import { quote } from "../util/quote.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";

/** A resource as a request has it. */
export interface GivenResource {
  readonly id: string;
  readonly attr?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The resource as the PDP is to see it: its attributes checked by its schema, with user ids in lower case. Of a flag or an experiment
 * that is given without access and editors, they are the directory's.
 *
 * @param organization the organization with this id, or that of whoever asks
 * @throws {ResourceError} where an attribute is missing or is not what its schema says; or an id stands for several things
 * @throws {UnknownNameError} where the directory does not hold the flag or the experiment
 */
export function toResource(
  kind: Kind,
  { id, attr = {} }: GivenResource,
  organization: (id?: string) => OrganizationDirectory,
): Resource {
  const itemKind = itemKindOf(kind);
  const complete = (
    given: Readonly<Record<string, Value>>,
  ): Record<string, Value> =>
    itemKind && !("access" in given) && !("editors" in given)
      ? { ...given, ...fromDirectory(itemKind, id, given, organization) }
      : { ...given };
  return {
    kind: kind.name,
    id,
    attr: acceptedAttributes(kind, { id, attr }, complete),
  };
}

/** Among more names, the nearest takes longer to find than a decision. */
const MOST_SUGGESTED = 10_000;

function fromDirectory(
  kind: Item["kind"],
  id: string,
  given: Readonly<Record<string, Value>>,
  organization: (id?: string) => OrganizationDirectory,
): Record<string, Value> {
  const project = text(given["project"]);
  const contents = organization(text(given["organization"]));
  const place = contents.organization.id;
  const items = contents.itemsWithId(id).filter((each) => each.kind === kind);
  const found = items.filter(
    (each) => project === undefined || each.project === project,
  );
  const [item, another] = found;
  if (item === undefined) {
    const names = contents.items
      .filter((each) => each.kind === kind)
      .map((each) => each.id);
    throw new UnknownNameError(
      kind,
      id,
      items.length > 0 || names.length > MOST_SUGGESTED ? [] : names,
      {
        where: `in ${project === undefined ? "" : `project ${project} of `}${place}`,
        remedy: "Give the attributes of one that the directory does not hold.",
      },
    );
  }
  if (another !== undefined) {
    throw new ResourceError(
      `${kind}:${id}`,
      [
        `It is in more than one project: ${found.map((each) => each.project).join(", ")}.`,
      ],
      'Say which with the attribute "project".',
    );
  }
  return { organization: place, ...itemAttributes(item) };
}

/** What is no text names nothing. */
function text(value: Value | undefined): string | undefined {
  return value === undefined || typeof value === "string"
    ? value
    : quote(value);
}
