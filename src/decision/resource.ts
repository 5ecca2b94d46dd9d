import type { OrganizationDirectory } from "../directory/directory.ts";
import type { Snapshot } from "../directory/snapshot.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";
import { itemAttributes, itemKindOf } from "../kinds/items.ts";
import { attributesOfCreated } from "../kinds/new-flag.ts";
import { ownId } from "../kinds/own-id.ts";
import type { Item } from "../model/organization.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { Kind } from "../policies/catalog.ts";
import { acceptedAttributes, type Attributes } from "./attributes.ts";
import { ResourceError } from "../errors/resource-error.ts";
import type { Subject } from "./subject.ts";

/** A resource as a request names it. Its kind may not exist, and it may not have all attributes. */
export interface RequestedResource {
  readonly kind: string;
  readonly id: string;
  readonly attr?: Readonly<Record<string, unknown>> | undefined;
}

/** What a resource is completed from. */
export interface ResourceContext {
  readonly subject: Subject;
  readonly action: string;
  readonly snapshot: Snapshot;
}

/**
 * The resource as the PDP is to see it. Attributes that the request gives come first. If the schema requires more,
 *
 * - the organization is the subject's; that of an organization is its own id;
 * - the project, the access and the editors of a flag or an experiment are those in the directory;
 * - the access and the editors of one that is to be created are those of a new one.
 *
 * @throws {UnknownNameError} if there is no such attribute, organization, project, flag or experiment
 * @throws {ResourceError} if an attribute is still missing or does not match the schema, or if several projects have an
 *   item of the id
 */
export function toResource(
  kind: Kind,
  requested: RequestedResource,
  context: ResourceContext,
): Resource {
  const { id, attr = {} } = requested;
  assertProject(kind, requested, context);
  return {
    kind: kind.name,
    id,
    attr: acceptedAttributes(kind, { id, attr }, (given) =>
      completed(kind, id, given, context),
    ),
  };
}

/** The id of the organization that a resource belongs to. */
export function organizationOf({ attr: { organization } }: Resource): string {
  return isName(organization) ? organization : "";
}

/**
 * The id of the organization that the resource belongs to, if the request gives it.
 *
 * @throws {UnknownNameError} if the directory is whole and does not have it
 */
export function requestedOrganization(
  kind: Kind,
  { attr }: RequestedResource,
  snapshot: Snapshot | undefined,
): string | undefined {
  const organization = attr?.["organization"];
  if (!isName(organization) || !kind.attributes.has("organization")) {
    return undefined;
  }
  if (snapshot?.isWhole === true) {
    const { directory } = snapshot;
    if (directory.organization(organization) === undefined) {
      const known = directory.organizations.map((each) => each.organization.id);
      const attribute = "organization";
      throw new UnknownNameError(attribute, organization, known, { attribute });
    }
  }
  return organization;
}

/**
 * @throws {UnknownNameError} if the directory is whole, and the resource's organization does not have the project that
 *   the request gives
 */
function assertProject(
  kind: Kind,
  { attr }: RequestedResource,
  { subject, snapshot: { directory, isWhole } }: ResourceContext,
): void {
  const project = attr?.["project"];
  if (!isWhole || !isName(project) || !kind.attributes.has("project")) return;
  const named = attr?.["organization"];
  const organization = isName(named) ? named : subject.organization;
  const contents = directory.existingOrganization(organization);
  if (contents.project(project) !== undefined) return;
  const known = contents.projects.map(({ id }) => id);
  throw new UnknownNameError("project", project, known, {
    where: `in ${organization}`,
    attribute: "project",
  });
}

function completed(
  kind: Kind,
  id: string,
  given: Attributes,
  { subject, action, snapshot }: ResourceContext,
): Attributes {
  const { organization = ownId(kind, id) ?? subject.organization, project } =
    given;
  // The schema refuses values that are not names.
  if (!isName(organization)) return given;
  if (project !== undefined && !isName(project)) return given;
  const owned = kind.attributes.has("organization")
    ? { organization, ...given }
    : given;
  const itemKind = itemKindOf(kind);
  if (itemKind === undefined) return owned;
  const contents = snapshot.directory.organization(organization);
  // A source gives one organization. Of others nothing is known, and the PDP refuses them.
  if (contents === undefined) return owned;
  const item = findItem(contents, itemKind, id, project);
  if (item !== undefined) return { ...itemAttributes(item), ...owned };
  const created = attributesOfCreated(
    kind,
    action,
    contents.organization,
    subject,
  );
  if (created !== undefined) return { ...created, ...owned };
  // A request that describes the item need not mean one in the directory.
  if ("access" in given || "editors" in given) return owned;
  throw unknownItem(contents, itemKind, id, project);
}

/** @throws {ResourceError} if several projects have an item of this kind and id */
function findItem(
  contents: OrganizationDirectory,
  kind: Item["kind"],
  id: string,
  project: string | undefined,
): Item | undefined {
  const [item, ...others] = contents
    .itemsWithId(id)
    .filter((each) => isMeant(each, kind, project));
  if (item === undefined || others.length === 0) return item;
  const projects = [item, ...others].map((each) => each.project);
  throw new ResourceError(
    `${kind}:${id}`,
    [`It is in more than one project: ${projects.join(", ")}.`],
    'Say which with the attribute "project".',
  );
}

function unknownItem(
  contents: OrganizationDirectory,
  kind: Item["kind"],
  id: string,
  project: string | undefined,
): UnknownNameError {
  const known = contents.items.filter((each) => isMeant(each, kind, project));
  const within = project === undefined ? "" : `project ${project} of `;
  return new UnknownNameError(
    kind,
    id,
    known.map((each) => each.id),
    {
      where: `in ${within}${contents.organization.id}`,
      remedy: "If it is not in the directory, give its attributes.",
    },
  );
}

function isMeant(
  item: Item,
  kind: Item["kind"],
  project: string | undefined,
): boolean {
  return (
    item.kind === kind && (project === undefined || item.project === project)
  );
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
