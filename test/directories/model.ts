import type {
  DirectoryDocument,
  GroupGrant,
  TimedMember,
} from "../../src/directory/documents.ts";
import type { Module } from "../../src/model/roles.ts";
import {
  NO_ROLES,
  type Roles,
  type TableSubject,
} from "../tables/subjects/subject.ts";
import { type Verdict, verdict } from "../tables/verdict.ts";
import { documentsIn } from "./documents.ts";
import type { Question } from "./question.ts";

/**
 * The PDP's answer, got in the simplest possible way: from the documents as they stand, by the rules of resolution as the model's
 * documentation numbers them, and from the permission tables. Of `src` it knows the shape of things, and of `policies` nothing.
 */
export function modelVerdict(
  documents: readonly DirectoryDocument[],
  question: Question,
  at: number,
): Verdict {
  const subject = subjectOf(documents, question, at);
  if (subject === undefined) return "deny"; // Rule 1.
  const { kind, action } = question;
  const attr = attributesOf(documents, question);
  return verdict(subject, kind, action, {
    ...attr,
    // Where the subjects of the tables have their roles.
    ...("project" in attr ? { project: "web" } : {}),
  });
}

function subjectOf(
  documents: readonly DirectoryDocument[],
  { organization: id, subject, attr }: Question,
  at: number,
): TableSubject | undefined {
  const [organization] = documentsIn(documents, "Organization", id);
  const me = subject.toLowerCase();
  const user = documentsIn(documents, "User", id).find((each) =>
    same(each.id, me),
  );
  const credential = documentsIn(documents, "Credential", id).find(
    (each) => each.id === subject,
  );
  if (organization === undefined || (user ?? credential) === undefined) {
    return undefined;
  }
  const roles = user
    ? rolesIn(documents, id, me, nameIn(attr, "project"), at)
    : NO_ROLES;
  const none = { viewer: [], member: [], manager: [], admin: [], editor: [] };
  return {
    name: subject,
    organization: id,
    ...(credential ? { credential: credential.type } : {}),
    ...roles,
    principal: {
      id: me,
      roles: [credential?.type ?? "user"],
      attr: {
        organization: id,
        organizationPlan: organization.plan,
        organizationRole: roles.organizationRole,
        ...{ analytics: none, experiment: none, govern: none, accounts: none },
      },
    },
  };
}

/** The roles of a user who has a document. */
function rolesIn(
  documents: readonly DirectoryDocument[],
  id: string,
  me: string,
  projectId: string,
  at: number,
): Roles {
  const [organization] = documentsIn(documents, "Organization", id);
  const project = documentsIn(documents, "Project", id).find(
    (each) => each.id === projectId,
  );
  const user = documentsIn(documents, "User", id).find((each) =>
    same(each.id, me),
  );
  const perProject = organization?.permissions === "project";
  const role = user?.role ?? (perProject ? "member" : "viewer"); // Rule 1.
  const isAdmin = role === "admin";
  const hasModule = (module: Module): boolean =>
    organization?.modules?.includes(module) === true &&
    project?.modules?.includes(module) === true;

  // Rules 3 and 7: what names the user, and what names a group that they are in.
  const granted = (app: string): string[] => {
    const inProject = (grant: GroupGrant): boolean =>
      grant.project === projectId && isLive(grant, at);
    const own = (user?.grants ?? []).filter(
      (grant) => (grant.app ?? "analytics") === app && inProject(grant),
    );
    const groups = documentsIn(documents, "Group", id).filter(
      (group) =>
        (group.app ?? "analytics") === app &&
        (group.members ?? []).some((member) => isLiveMember(member, me, at)),
    );
    return [
      ...own,
      ...groups.flatMap(({ grants = [] }) => grants.filter(inProject)),
    ].map((grant) => grant.role);
  };

  // Rules 2, 3 and 4.
  const analyticsRole = isAdmin
    ? "admin"
    : perProject
      ? highest(PROJECT_ROLES, granted("analytics"))
      : role;

  // Rules 5 and 6.
  let experimentRole = highest(PROJECT_ROLES, granted("experiment"));
  if (experimentRole === "none") experimentRole = analyticsRole;
  if (isAdmin) experimentRole = "admin";
  if (!hasModule("experiment")) experimentRole = "none";

  // Rule 6.
  const governs =
    analyticsRole === "admin" || (!perProject && role === "manager");
  const governRole = highest(["viewer", "editor"] as const, [
    ...granted("govern"),
    governs ? "editor" : "",
    perProject ? "" : "viewer",
  ]);
  const accountsRole = highest(["viewer"] as const, [
    ...granted("accounts"),
    isAdmin || !perProject ? "viewer" : "",
  ]);
  return {
    organizationRole: role,
    analyticsRole,
    experimentRole,
    governRole: hasModule("govern") ? governRole : "none",
    accountsRole: hasModule("accounts") ? accountsRole : "none",
  };
}

const PROJECT_ROLES = ["viewer", "member", "manager", "admin"] as const;

function highest<R extends string>(
  lowestFirst: readonly R[],
  held: readonly string[],
): R | "none" {
  return lowestFirst.findLast((role) => held.includes(role)) ?? "none";
}

function isLive(
  { starts, expires }: { starts?: string; expires?: string },
  at: number,
): boolean {
  return (
    (starts === undefined || Date.parse(starts) <= at) &&
    (expires === undefined || at < Date.parse(expires))
  );
}

function isLiveMember(
  member: string | TimedMember,
  me: string,
  at: number,
): boolean {
  if (typeof member === "string") return same(member, me);
  return same(member.user, me) && isLive(member, at);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The resource's attributes: as the question gives them, or those of the flag or experiment that it names. */
function attributesOf(
  documents: readonly DirectoryDocument[],
  { kind, id, attr, isInDirectory }: Question,
): Question["attr"] {
  if (!isInDirectory) return attr;
  const organization = nameIn(attr, "organization");
  const item = [
    ...documentsIn(documents, "Flag", organization),
    ...documentsIn(documents, "Experiment", organization),
  ].find(
    (each) =>
      each.kind.toLowerCase() === kind &&
      each.id === id &&
      each.project === attr["project"],
  );
  const editors = (item?.editors ?? []).map((each) => each.toLowerCase());
  return { ...attr, access: item?.access ?? "", editors };
}

/** The name that an attribute holds. Questions of this model have one for each place. */
function nameIn(attr: Question["attr"], attribute: string): string {
  const name = attr[attribute];
  return typeof name === "string" ? name : "";
}
