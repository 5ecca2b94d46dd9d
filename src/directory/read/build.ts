import type { App } from "../../model/roles.ts";
import type {
  ExperimentDocument,
  FlagDocument,
  GroupGrant,
  TimedMember,
  UserGrant,
} from "../documents.ts";
import type { DocumentOf, Entry, Kind } from "./entry.ts";
import type {
  Credential,
  Grant,
  Group,
  GroupMember,
  Item,
  Organization,
  OrganizationContents,
  Project,
  TeamSpace,
  User,
} from "../../model/organization.ts";
import type { Lifetime } from "../../model/lifetime.ts";
import type { OrganizationDraft } from "./checks/organization-draft.ts";
import { normalizeUserId } from "../../model/user-id.ts";

/** The contents of an organization, from its documents. To be called only if no problem was reported. */
export function buildContents(draft: OrganizationDraft): OrganizationContents {
  const { id: organization, lists } = draft;
  return {
    organization: buildOrganization(valid(draft.entry)),
    projects: lists.Project.map((each) =>
      buildProject(organization, valid(each)),
    ),
    users: lists.User.map((each) => buildUser(organization, valid(each))),
    groups: lists.Group.map((each) => buildGroup(organization, valid(each))),
    credentials: lists.Credential.map((each) =>
      buildCredential(organization, valid(each)),
    ),
    teamSpaces: lists.TeamSpace.map((each) =>
      buildTeamSpace(organization, valid(each)),
    ),
    items: [
      ...lists.Flag.map((each) => buildItem("flag", organization, valid(each))),
      ...lists.Experiment.map((each) =>
        buildItem("experiment", organization, valid(each)),
      ),
    ],
  };
}

/** Nothing was taken out of the draft, so it is a whole document. */
function valid<K extends Kind>({ document }: Entry<K>): DocumentOf<K> {
  return document as DocumentOf<K>;
}

function buildOrganization(document: DocumentOf<"Organization">): Organization {
  const { id, plan, owner, name, permissions, modules, experiment } = document;
  return {
    id,
    name: name ?? id,
    plan,
    owner: normalizeUserId(owner),
    permissions: permissions ?? "organization",
    modules: [...(modules ?? [])],
    experiment: { defaultAccess: experiment?.defaultAccess ?? "everyone" },
  };
}

function buildProject(
  organization: string,
  { id, name, modules }: DocumentOf<"Project">,
): Project {
  return { organization, id, name: name ?? id, modules: [...(modules ?? [])] };
}

function buildUser(
  organization: string,
  { id, name, status, role, grants }: DocumentOf<"User">,
): User {
  return {
    organization,
    id: normalizeUserId(id),
    name: name ?? id,
    status: status ?? "joined",
    ...(role === undefined ? {} : { role }),
    grants: (grants ?? []).map((grant) =>
      buildGrant(grant.app ?? "analytics", grant),
    ),
  };
}

function buildGroup(
  organization: string,
  document: DocumentOf<"Group">,
): Group {
  const { id, name, description, members, teamSpaces, grants } = document;
  const app = document.app ?? "analytics";
  return {
    organization,
    id,
    name: name ?? id,
    ...(description === undefined ? {} : { description }),
    app,
    members: (members ?? []).map(buildMember),
    teamSpaces: [...(teamSpaces ?? [])],
    grants: (grants ?? []).map((grant) => buildGrant(app, grant)),
  };
}

function buildMember(member: string | TimedMember): GroupMember {
  return typeof member === "string"
    ? { user: normalizeUserId(member) }
    : { user: normalizeUserId(member.user), ...buildLifetime(member) };
}

function buildGrant(app: App, grant: GroupGrant | UserGrant): Grant {
  const { project, role, reason, approvedBy } = grant;
  return {
    project,
    app,
    role,
    ...buildLifetime(grant),
    ...(reason === undefined ? {} : { reason }),
    ...(approvedBy === undefined
      ? {}
      : { approvedBy: normalizeUserId(approvedBy) }),
  };
}

function buildLifetime({
  starts,
  expires,
}: Pick<TimedMember, "starts" | "expires">): Lifetime {
  return {
    ...(starts === undefined ? {} : { starts: Date.parse(starts) }),
    ...(expires === undefined ? {} : { expires: Date.parse(expires) }),
  };
}

function buildCredential(
  organization: string,
  { id, type, description }: DocumentOf<"Credential">,
): Credential {
  return {
    organization,
    id,
    type,
    ...(description === undefined ? {} : { description }),
  };
}

function buildTeamSpace(
  organization: string,
  { id, name, members }: DocumentOf<"TeamSpace">,
): TeamSpace {
  return {
    organization,
    id,
    name: name ?? id,
    members: (members ?? []).map(normalizeUserId),
  };
}

function buildItem(
  kind: Item["kind"],
  organization: string,
  document: FlagDocument | ExperimentDocument,
): Item {
  const { project, id, access, editors, createdBy, createdVia } = document;
  return {
    kind,
    organization,
    project,
    id,
    access,
    editors: (editors ?? []).map(normalizeUserId),
    ...(createdBy === undefined ? {} : { createdBy: creator(createdBy) }),
    ...(createdVia === undefined ? {} : { createdVia }),
  };
}

/** User ids are compared without case, and ids of credentials exactly. Only user ids contain an @. */
function creator(id: string): string {
  return id.includes("@") ? normalizeUserId(id) : id;
}
