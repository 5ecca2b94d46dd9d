import type { Directory } from "../directory/directory.ts";
import type { Item } from "../directory/model.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { Catalog, Kind } from "../policies/catalog.ts";
import { UnknownNameError } from "../unknown-name-error.ts";
import {
  type Attributes,
  type AttributeValue,
  readAttributes,
} from "./attributes.ts";

/** Which resource is meant. */
export interface ResourceQuery {
  readonly kind: string;
  readonly id: string;
  /** The organization that is meant where nothing else says it: the subject's. */
  readonly organization: string;
  readonly project?: string | undefined;
  /** They go before what the directory says. Text is read as what the attribute's type makes of it, lists with commas. */
  readonly attr?: Readonly<Record<string, AttributeValue>> | undefined;
  /** What is to be done with it: what is to be created is not in the directory yet. */
  readonly action?: string | undefined;
}

/** A resource is not described well enough, or in contradiction to its schema. */
export class ResourceError extends Error {
  override readonly name = "ResourceError";
  readonly problems: readonly string[];

  constructor(resource: string, problems: readonly string[], remedy: string) {
    super(`${resource}: ${problems.join(" ")} ${remedy}`);
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
  assertPlace(directory, { organization: query.organization, ...given });

  const attr = {
    organization: query.organization,
    ...fromDirectory(directory, kind, query, given),
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

/** The attributes of the flag or experiment that is meant; nothing for other kinds, and for one that is described in full. */
function fromDirectory(
  directory: Directory,
  kind: Kind,
  { id, organization, project, action }: ResourceQuery,
  given: Attributes,
): Attributes {
  if (kind.name !== "flag" && kind.name !== "experiment") return {};
  const isMeant = (item: Item): boolean =>
    item.kind === kind.name &&
    (given["project"] ?? item.project) === item.project &&
    (given["organization"] ?? item.organization) === item.organization;
  const everywhere = directory.organizations.flatMap((each) =>
    each.itemsWithId(id).filter(isMeant),
  );
  const own = everywhere.filter((item) => item.organization === organization);
  const found = own.length > 0 ? own : everywhere;
  const [item, another] = found;
  if (another !== undefined) {
    const places = found.map(
      (each) => `project ${each.project} of ${each.organization}`,
    );
    throw new ResourceError(
      `${kind.name}:${id}`,
      [`It is in more than one place: ${places.join(", ")}.`],
      "Say which with --project, or --attr organization=….",
    );
  }
  if (item !== undefined) {
    return {
      organization: item.organization,
      project: item.project,
      access: item.access,
      editors: [...item.editors],
    };
  }
  if (action === "create") {
    const owner = directory.organization(organization)?.organization;
    return {
      access: owner?.experiment.defaultAccess ?? "editors",
      editors: [],
    };
  }
  // Whoever describes it does not mean one of the directory's; what is still missing, the schema says.
  if (given["access"] !== undefined || given["editors"] !== undefined)
    return {};
  throw new UnknownNameError(
    kind.name,
    id,
    directory.organizations.flatMap((each) =>
      each.items.filter(isMeant).map((each) => each.id),
    ),
    {
      ...(project === undefined ? {} : { where: `in project ${project}` }),
      remedy:
        "To ask about one that is not in the directory, give --project, --attr access=… and --attr editors=….",
    },
  );
}

/** @throws {UnknownNameError} where the organization does not exist, or has no such project */
function assertPlace(
  directory: Directory,
  { organization, project }: Attributes,
): void {
  const contents = directory.organization(String(organization));
  if (contents === undefined) {
    throw new UnknownNameError(
      "organization",
      String(organization),
      directory.organizations.map((each) => each.organization.id),
    );
  }
  if (project !== undefined && !contents.project(String(project))) {
    throw new UnknownNameError(
      "project",
      String(project),
      contents.projects.map((each) => each.id),
      { where: `in ${contents.organization.id}` },
    );
  }
}
