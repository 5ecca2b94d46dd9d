import type {
  CredentialDocument,
  DirectoryDocument,
  ExperimentDocument,
  FlagDocument,
  GroupGrant,
  OrganizationDocument,
} from "../../src/directory/documents.ts";
import { APP_ROLES, type App, type AppRole } from "../../src/model/roles.ts";
import { group, organization, project, user } from "../support/acme.ts";
import type { Grant, Lifetime, Organization, World } from "./world.ts";

/** The instant that is asked about. */
export const AT = Date.parse("2026-06-01T00:00:00Z");

/** Nobody's, in any organization. */
export const STRANGER = "stranger@acme.example";

const ORGANIZATIONS = ["acme", "globex"];
const PROJECTS = ["web", "ios"];
const ROOT = "root@acme.example";
const PEOPLE = ["ana@acme.example", "ben@acme.example", "cy@acme.example"];
const apiVersion = "rolebook/v1";

/** The documents of a valid directory. Both organizations have the same projects and the same people. */
export function documentsOf({
  organizations,
  shouts,
}: World): DirectoryDocument[] {
  const spell = (id: string): string => (shouts ? id.toUpperCase() : id);
  return organizations.flatMap((each, index) => {
    const id = pick(ORGANIZATIONS, index);
    const { head, contents } = organizationDocuments(id, each, spell);
    const place = organizations.length > 1 ? { organization: id } : {};
    return [head, ...contents.map((document) => ({ ...document, ...place }))];
  });
}

type Contents = Exclude<DirectoryDocument, OrganizationDocument>;

function organizationDocuments(
  id: string,
  wishes: Organization,
  spell: (user: string) => string,
): { head: OrganizationDocument; contents: Contents[] } {
  const { plan, modules } = wishes;
  const perProject = plan === "enterprise" && wishes.perProject;
  const users = [ROOT, ...PEOPLE.slice(0, wishes.people.length)];
  const projects = PROJECTS.slice(0, wishes.projects.length);
  const grantIn = (app: App, { role, ...wish }: Grant): GroupGrant => ({
    project: pick(projects, wish.project),
    role: pick<AppRole>(APP_ROLES[app], role),
    ...instants(wish.lifetime),
  });
  const head = organization({
    id,
    plan,
    owner: spell(ROOT),
    permissions: perProject ? "project" : "organization",
    modules,
  });
  const contents: Contents[] = [
    ...wishes.projects.map((enabled, at) =>
      project(pick(PROJECTS, at), {
        modules: enabled.filter((each) => modules.includes(each)),
      }),
    ),
    user(ROOT, { role: "admin" }),
    ...wishes.people.map(({ role, isPending, grants }, at) =>
      user(pick(PEOPLE, at), {
        ...(isPending ? { status: "pending" } : {}),
        ...(isRole(role, perProject) ? { role } : {}),
        ...(perProject
          ? {
              grants: grants.map((each) => ({
                app: each.app,
                ...grantIn(each.app, each),
              })),
            }
          : {}),
      }),
    ),
    ...(perProject ? wishes.groups : []).map(({ app, members, grants }, at) =>
      group(`group-${at}`, {
        app,
        members: members.map((each) => ({
          user: spell(pick(users, each.user)),
          ...instants(each.lifetime),
        })),
        grants: grants.map((each) => grantIn(app, each)),
      }),
    ),
    ...wishes.credentials.map((type) => credential(`${type}-key`, type)),
    ...wishes.items.map(({ kind, access, editors, ...wish }, at) =>
      item(kind, `item-${at}`, {
        project: pick(projects, wish.project),
        access,
        editors: editors.map((each) => spell(pick(users, each))),
      }),
    ),
  ];
  return { head, contents };
}

function isRole<R extends string>(
  role: R | undefined,
  perProject: boolean,
): role is R {
  const roles: readonly (string | undefined)[] = perProject
    ? ["none", "member", "admin"]
    : ["viewer", "member", "manager", "admin"];
  return roles.includes(role);
}

function credential(
  id: string,
  type: CredentialDocument["type"],
): CredentialDocument {
  return { apiVersion, kind: "Credential", id, type };
}

function item(
  kind: "Flag" | "Experiment",
  id: string,
  fields: Pick<FlagDocument, "project" | "access" | "editors">,
): FlagDocument | ExperimentDocument {
  return { apiVersion, kind, id, ...fields };
}

/** What expires before it starts only starts. */
function instants({
  starts,
  expires,
}: Lifetime): Pick<GroupGrant, "starts" | "expires"> {
  const isOver =
    starts !== undefined && expires !== undefined && expires <= starts;
  return {
    ...(starts === undefined ? {} : { starts: instant(starts) }),
    ...(expires === undefined || isOver ? {} : { expires: instant(expires) }),
  };
}

function instant(distance: number): string {
  return new Date(AT + distance).toISOString();
}

/** The documents of one kind in one organization; those that name none are in the only one there is. */
export function documentsIn<K extends DirectoryDocument["kind"]>(
  documents: readonly DirectoryDocument[],
  kind: K,
  organization: string,
): readonly Extract<DirectoryDocument, { kind: K }>[] {
  return documents.filter(
    (each): each is Extract<DirectoryDocument, { kind: K }> =>
      each.kind === kind &&
      (each.kind === "Organization"
        ? each.id
        : (each.organization ?? organization)) === organization,
  );
}

/** The one at this place, counted round and round. */
export function pick<T>(all: readonly T[], at: number): T {
  return all[at % all.length] as T;
}
