import type {
  Directory,
  OrganizationDirectory,
} from "../../src/directory/directory.ts";
import type { Credential } from "../../src/model/organization.ts";
import type { Catalog } from "../../src/policies/catalog.ts";

/** Attributes that a command line can give. */
export type Attributes = Readonly<
  Record<string, string | number | boolean | string[]>
>;

/** A question that the command line and the SDK can be asked; the server too, unless somebody asks `as` something else. */
export interface Question {
  readonly type: "user" | "credential";
  /** The id of who asks. */
  readonly subject: string;
  readonly as?: Credential["type"];
  readonly organization?: string;
  readonly action: string;
  readonly kind: string;
  readonly id: string;
  readonly attr?: Attributes;
}

/** What may come of a question: a decision, or an error of this name. */
export type Result =
  | "allowed"
  | "refused"
  | "UnknownNameError"
  | "ResourceError"
  | "AmbiguousOrganizationError";

export interface Sort {
  readonly questions: readonly Question[];
  /** All that comes of them, so that the sort tests what it is called. */
  readonly results: readonly Result[];
}

/** A flag of this id is in two projects of acme, and in no file of the examples. */
export const TWIN = "twin";

/** The questions by sort, made of what the directory and the catalog hold. */
export function questionsBySort(
  directory: Directory,
  catalog: Catalog,
): Readonly<Record<string, Sort>> {
  const acme = directory.existingOrganization("acme");
  const globex = directory.existingOrganization("globex");
  const everyone = directory.organizations.flatMap(people);
  const ana = edit({ subject: "ana@acme.example" });
  const ruth = edit({ subject: "ruth@acme.example" });
  return {
    "somebody whom the directory holds": {
      questions: everyone.map((who) => edit(who)),
      results: ["allowed", "refused", "AmbiguousOrganizationError"],
    },
    "somebody who is in several organizations": {
      questions: [undefined, "acme", "globex"].map((organization) => ({
        ...edit({ subject: "dana@agency.example" }),
        ...(organization === undefined ? {} : { organization }),
        attr: { project: "web", access: "everyone", editors: [] },
      })),
      results: ["allowed", "refused", "AmbiguousOrganizationError"],
    },
    "somebody unknown": {
      questions: [...people(acme), ...people(globex)].flatMap((who, index) =>
        index % 4 === 0
          ? {
              ...ana,
              ...who,
              subject: misspelt(who.subject),
              organization: "acme",
            }
          : [],
      ),
      results: ["refused"],
    },
    "as a credential": {
      questions: (["management_api", "scim"] as const).flatMap((as) =>
        ["tyra@acme.example", "release-pipeline", "nobody"].map((subject) => ({
          ...ana,
          subject,
          as,
          organization: "acme",
        })),
      ),
      results: ["allowed", "refused", "UnknownNameError"],
    },
    "an unknown name": {
      questions: [
        { ...ana, kind: misspelt("flag") },
        { ...ana, kind: "flagship" },
        { ...ana, action: misspelt("manage_access") },
        { ...ana, action: "activate" },
        { ...ana, organization: misspelt("acme") },
        { ...ana, attr: { organization: misspelt("globex") } },
        { ...ana, attr: { organization: "x" } },
        { ...ana, attr: { project: misspelt("warehouse") } },
        { ...ana, id: "new", attr: { project: "wbe", access: "everyone" } },
        { ...ana, attr: { [misspelt("editors")]: [ana.subject] } },
        { ...ana, kind: "audit_log", action: "view", attr: { project: "web" } },
        { ...ana, id: misspelt("new-checkout") },
        { ...ana, id: "unheard-of", attr: { project: "web" } },
        { ...ana, id: "new-checkout", attr: { project: "ios" } },
        { ...ana, kind: "experiment" },
        { ...ana, kind: "experiment", id: misspelt("express-payment") },
      ],
      results: ["UnknownNameError"],
    },
    "attributes in part": {
      questions: subsets({
        organization: "acme",
        project: "web",
        access: "editors",
        editors: ["pavel@acme.example"],
      }).flatMap((attr) =>
        ["new-checkout", "unheard-of"].map((id) => ({
          ...edit({ subject: "pavel@acme.example" }),
          id,
          attr,
        })),
      ),
      results: ["allowed", "refused", "UnknownNameError", "ResourceError"],
    },
    "something new": {
      questions: [ana, ruth, edit(pipeline(acme))].flatMap((who) =>
        (["flag", "experiment"] as const).flatMap((kind) => [
          create({ ...who, kind }, { project: "web" }),
          create({ ...who, kind }, { project: "warehouse" }),
          create({ ...who, kind }, { project: "web", access: "editors" }),
          create({ ...who, kind }, {}),
        ]),
      ),
      results: ["allowed", "refused", "ResourceError"],
    },
    "something new that is there already": {
      questions: ["new-checkout", "dark-mode", TWIN].flatMap((id) =>
        [{ project: "web" }, { project: "ios" }, {}].map((attr) => ({
          ...create(ana, attr),
          id,
        })),
      ),
      results: ["allowed", "refused", "ResourceError"],
    },
    "an id in two projects": {
      questions: [{}, { project: "web" }, { project: "ios" }].map((attr) => ({
        ...ana,
        id: TWIN,
        attr,
      })),
      results: ["allowed", "refused", "ResourceError"],
    },
    "an attribute that is missing or wrong": {
      questions: [
        { ...ana, attr: { access: "nobody" } },
        { ...ana, attr: { editors: ["no user id"] } },
        { ...ana, attr: { project: "" } },
        { ...ana, attr: { organization: "" } },
        { ...ruth, kind: "content", action: "view" },
        {
          ...{ ...ruth, kind: "guide", action: "edit" },
          attr: { project: "web", type: "guide", published: "yes" },
        },
        {
          ...{ ...ruth, kind: "organization_member", action: "remove" },
          attr: { user: ana.subject, role: "member", adminCount: "one" },
        },
      ],
      results: ["ResourceError"],
    },
    "what is another organization's": {
      questions: [...acme.projects, ...globex.projects].flatMap(
        ({ id: project }) =>
          [ana, edit({ subject: "mei@globex.example" })].map((who) => ({
            ...who,
            id: "theirs",
            attr: {
              organization: "globex",
              project,
              access: "everyone",
              editors: [],
            },
          })),
      ),
      results: ["allowed", "refused", "UnknownNameError"],
    },
    "an organization that is left out": {
      questions: catalog.kinds
        .filter(({ attributes }) => [...attributes.keys()].every(isPlace))
        .map(({ name, actions: [action = ""], attributes }) => ({
          ...{ ...ruth, kind: name, action },
          attr: attributes.has("project") ? { project: "web" } : {},
        })),
      results: ["allowed", "refused"],
    },
  };
}

function edit(who: Pick<Question, "subject"> & Partial<Question>): Question {
  return {
    ...{ type: "user", action: "edit", kind: "flag", id: "new-checkout" },
    ...who,
  };
}

function create(who: Question, attr: Attributes): Question {
  return { ...who, action: "create", id: "brand-new", attr };
}

function people({
  users,
  credentials,
}: OrganizationDirectory): readonly Pick<Question, "type" | "subject">[] {
  return [
    ...users.map(({ id: subject }) => ({ type: "user" as const, subject })),
    ...credentials.map(({ id: subject }) => ({
      type: "credential" as const,
      subject,
    })),
  ];
}

function pipeline({
  credentials,
}: OrganizationDirectory): Pick<Question, "type" | "subject"> {
  const found = credentials.find(({ type }) => type === "management_api");
  return { type: "credential", subject: found?.id ?? "" };
}

/** Without its second letter: near enough to be suggested. */
function misspelt(name: string): string {
  return name.slice(0, 1) + name.slice(2);
}

/** Some of the attributes: none, each by itself, and so on to all. */
function subsets(attr: Attributes): readonly Attributes[] {
  return Object.entries(attr).reduce<readonly Attributes[]>(
    (found, [name, value]) => [
      ...found,
      ...found.map((each) => ({ ...each, [name]: value })),
    ],
    [{}],
  );
}

function isPlace(attribute: string): boolean {
  return attribute === "organization" || attribute === "project";
}
