import type {
  Directory,
  OrganizationDirectory,
} from "../directory/directory.ts";
import { itemAttributes, itemKindOf } from "../kinds/items.ts";
import type { Item } from "../model/organization.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { Catalog, Kind } from "../policies/catalog.ts";
import { printable } from "../util/quote.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";
import {
  type Attributes,
  type AttributeValue,
  readAttributes,
} from "./attributes.ts";
import { RolebookError } from "../errors/rolebook-error.ts";

/** Which resource is meant. */
export interface ResourceQuery {
  readonly kind: string;
  readonly id: string;
  /** The organization that is meant where nothing else says it: the subject's. */
  readonly organization: string;
  readonly project?: string | undefined;
  /** They go before what the directory says. Text is read as what the attribute's type makes of it, lists with commas. */
  readonly attr?: Readonly<Record<string, AttributeValue>> | undefined;
  /** The attributes of what is only to be created, and so is not in the directory yet. */
  readonly created?: Attributes | undefined;
}

/** A resource is not described well enough, or in contradiction to its schema. */
export class ResourceError extends RolebookError {
  override readonly name = "ResourceError";
  readonly problems: readonly string[];

  constructor(resource: string, problems: readonly string[], remedy: string) {
    super(
      "resource_invalid",
      printable(`${resource}: ${problems.join(" ")} ${remedy}`),
    );
    this.problems = problems;
  }
}

/**
 * The resource with the attributes that its schema requires: from the directory for a flag or an experiment, else from the query.
 *
 * @throws {UnknownNameError} where the kind, an attribute, the organization, the project, the flag or the experiment does not exist
 * @throws {ResourceError} where an attribute is missing or is not what its schema says, or an id stands for several things
 */
export function describeResource(
  directory: Directory,
  catalog: Catalog,
  query: ResourceQuery,
): Resource {
  const kind = catalog.kind(query.kind);
  const given = readAttributes(kind, query.attr ?? {});
  if (query.project !== undefined) placeIn(query.project, given, query);
  const organization = given["organization"] ?? query.organization;
  const contents = directory.existingOrganization(String(organization));
  if (given["project"] !== undefined) {
    contents.existingProject(String(given["project"]));
  }
  const attr = {
    organization,
    ...fromDirectory(contents, kind, query, given),
    ...given,
  };
  const problems = kind.problems(attr);
  if (problems.length > 0) {
    throw new ResourceError(
      `${kind.name}:${query.id}`,
      problems,
      `The attributes of ${kind.name} are ${[...kind.attributes.keys()].join(", ")}; give them with --project and --attr name=value.`,
    );
  }
  return { kind: kind.name, id: query.id, attr };
}

/** The id of the organization that a resource belongs to. */
export function organizationOf({ attr: { organization } }: Resource): string {
  return typeof organization === "string" ? organization : "";
}

function placeIn(
  project: string,
  given: Attributes,
  { kind, id }: ResourceQuery,
): void {
  if ((given["project"] ?? project) !== project) {
    throw new ResourceError(
      `${kind}:${id}`,
      [
        `Its project cannot be both ${project} and ${String(given["project"])}.`,
      ],
      "Give one of the two.",
    );
  }
  given["project"] = project;
}

/** The attributes of the flag or experiment that is meant; nothing for other kinds, and for one that is described. */
function fromDirectory(
  contents: OrganizationDirectory,
  kind: Kind,
  { id, created }: ResourceQuery,
  given: Attributes,
): Attributes {
  const itemKind = itemKindOf(kind);
  if (itemKind === undefined) return {};
  const isMeant = (item: Item): boolean =>
    item.kind === itemKind &&
    (given["project"] ?? item.project) === item.project;
  const found = contents.itemsWithId(id).filter(isMeant);
  const [item, another] = found;
  if (another !== undefined) {
    throw new ResourceError(
      `${kind.name}:${id}`,
      [
        `It is in more than one project: ${found.map(({ project }) => project).join(", ")}.`,
      ],
      "Say which with --project.",
    );
  }
  if (item !== undefined) return itemAttributes(item);
  if (created !== undefined) return created;
  // Whoever describes it does not mean one of the directory's; what is still missing, the schema says.
  if (given["access"] !== undefined || given["editors"] !== undefined)
    return {};
  const { project } = given;
  throw new UnknownNameError(
    kind.name,
    id,
    contents.items.filter(isMeant).map((each) => each.id),
    {
      where: `in ${project === undefined ? "" : `project ${String(project)} of `}${contents.organization.id}`,
      remedy:
        "To ask about one that is not in the directory, give --project, --attr access=… and --attr editors=….",
    },
  );
}
