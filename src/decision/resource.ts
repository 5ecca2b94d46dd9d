import type { Directory } from "../directory/directory.ts";
import type { Item } from "../directory/model.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { AttributeType, Catalog, Kind } from "../policies/catalog.ts";
import { UnknownNameError } from "../unknown-name-error.ts";

/** Which resource is meant, in the words of the command line. */
export interface ResourceQuery {
  readonly kind: string;
  readonly id: string;
  /** The organization that is meant where nothing else says it: the subject's. */
  readonly organization: string;
  readonly project?: string | undefined;
  /** They go before what the directory says. Text is read as what the attribute's type makes of it, lists with commas. */
  readonly attributes?: Readonly<Record<string, AttributeValue>> | undefined;
}

/** A resource is not described well enough, or in contradiction to its schema. */
export class ResourceError extends Error {
  override readonly name = "ResourceError";
  readonly problems: readonly string[];

  constructor(subject: string, problems: readonly string[], remedy: string) {
    super(`${subject}: ${problems.join(" ")} ${remedy}`);
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
  const given = parseAttributes(kind, query.attributes ?? {});
  if (query.project !== undefined) given["project"] ??= query.project;
  const attr = {
    ...(fromDirectory(directory, kind, query, given) ?? {}),
    ...given,
  };
  attr["organization"] ??= query.organization;
  assertPlace(directory, kind, attr);

  const problems = kind.problems(attr);
  if (problems.length > 0) {
    throw new ResourceError(
      `${query.kind}:${query.id}`,
      problems,
      `Give attributes with --project and --attr name=value; ${kind.name} has ${[...kind.attributes.keys()].join(", ")}.`,
    );
  }
  return { kind: kind.name, id: query.id, attr };
}

/** The id of the organization that a resource belongs to. */
export function organizationOf({ attr: { organization } }: Resource): string {
  return typeof organization === "string" ? organization : "";
}

export type AttributeValue = string | number | boolean | string[];

type Attributes = Record<string, AttributeValue>;

function parseAttributes(
  kind: Kind,
  given: Readonly<Record<string, AttributeValue>>,
): Attributes {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const type = kind.attributes.get(name);
      if (type === undefined) {
        throw new UnknownNameError(
          `attribute of ${kind.name}`,
          name,
          kind.attributes.keys(),
        );
      }
      return [
        name,
        typeof value === "string" ? parseAttribute(name, type, value) : value,
      ];
    }),
  );
}

/** What the text means by the attribute's type; what it cannot mean stays text, for the schema to refuse. */
function parseAttribute(
  name: string,
  type: AttributeType,
  text: string,
): AttributeValue {
  switch (type) {
    case "integer":
      return /^-?\d+$/.test(text) ? Number(text) : text;
    case "boolean":
      return text === "true" || text === "false" ? text === "true" : text;
    case "array":
      return text === ""
        ? []
        : text.split(",").map((each) => each.trim().toLowerCase());
    case "string":
      return name === "user" ? text.toLowerCase() : text;
  }
}

/** The attributes of the flag or experiment that is meant; nothing for other kinds, and where all attributes are given. */
function fromDirectory(
  directory: Directory,
  kind: Kind,
  { id, organization, project }: ResourceQuery,
  given: Attributes,
): Attributes | undefined {
  if (kind.name !== "flag" && kind.name !== "experiment") return undefined;
  const isMeant = (item: Item): boolean =>
    item.kind === kind.name &&
    (project === undefined || item.project === project) &&
    (given["organization"] ?? item.organization) === item.organization;
  const everywhere = directory.organizations.flatMap((each) =>
    each.itemsWithId(id).filter(isMeant),
  );
  const own = everywhere.filter((item) => item.organization === organization);
  const found = own.length > 0 ? own : everywhere;
  const [item, another] = found;
  if (item === undefined) {
    const complete = [...kind.attributes.keys()].every(
      (name) => name === "organization" || given[name] !== undefined,
    );
    if (complete) return undefined;
    throw new UnknownNameError(
      kind.name + (project === undefined ? "" : ` in project ${project}`),
      id,
      directory.organizations.flatMap((each) =>
        each.items.filter(isMeant).map((each) => each.id),
      ),
      "For one that is not in the directory, give --project, --attr access=… and --attr editors=….",
    );
  }
  if (another !== undefined) {
    throw new ResourceError(
      `${kind.name}:${id}`,
      [
        `It is in more than one place: ${found.map((each) => `project ${each.project} of ${each.organization}`).join(", ")}.`,
      ],
      "Say which with --project, or --attr organization=….",
    );
  }
  return {
    organization: item.organization,
    project: item.project,
    access: item.access,
    editors: [...item.editors],
  };
}

function assertPlace(
  directory: Directory,
  kind: Kind,
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
  if (
    kind.attributes.has("project") &&
    project !== undefined &&
    contents.project(String(project)) === undefined
  ) {
    throw new UnknownNameError(
      `project in ${contents.organization.id}`,
      String(project),
      contents.projects.map((each) => each.id),
    );
  }
}
