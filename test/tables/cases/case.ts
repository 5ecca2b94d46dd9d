import { PLANS } from "../../../src/model/organization.ts";
import type { Resource } from "../../../src/pdp/pdp.ts";
import { ORGANIZATIONS, SUBJECTS } from "../subjects/subjects.ts";
import type { TableSubject } from "../subjects/subject.ts";
import { actionsOf, hasProject, type Verdict, verdict } from "../verdict.ts";
import { attributesOf } from "./attributes.ts";

/** One question whose answer the tables know. */
export interface Case {
  readonly subject: TableSubject;
  readonly resource: Resource;
  readonly action: string;
  readonly expected: Verdict;
}

/** Every question about these kinds: each subject, plan where it matters, organization, combination of attributes, and action. */
export function casesOf(kinds: readonly string[]): Case[] {
  return kinds.flatMap((kind) =>
    SUBJECTS.flatMap((subject) => onEachPlan(kind, subject)).flatMap(
      (subject) =>
        resourcesFor(kind, subject).flatMap((resource) =>
          actionsOf(kind).map((action) => toCase(subject, resource, action)),
        ),
    ),
  );
}

/** Whatever of these kinds is allowed in the project `web`, asked about a project where nobody has a role. */
export function otherProjectCasesOf(kinds: readonly string[]): Case[] {
  return casesOf(kinds.filter(hasProject))
    .filter(({ expected }) => expected === "allow")
    .map(({ subject, resource, action }) => {
      const attr = { ...resource.attr, project: "ios" };
      return toCase(subject, { ...resource, attr }, action);
    });
}

/** Actions that are none of the kind's: other kinds', and what a pattern might take for one of its own. */
export const STRAY_ACTIONS = [
  "read",
  "view",
  "create",
  "edit",
  "delete",
  "publish",
  "remove_link",
  "view_all",
  "variants:delete",
  "variants:write:all",
  "*",
];

/** Actions that the kinds do not have, on what stands open as far as it can. */
export function strayActionCasesOf(kinds: readonly string[]): Case[] {
  return kinds.flatMap((kind) => {
    const own = actionsOf(kind);
    const strays = STRAY_ACTIONS.filter((action) => !own.includes(action));
    return SUBJECTS.flatMap((subject) =>
      resourcesFor(kind, subject)
        .filter(({ attr }) => attr["organization"] === subject.organization)
        .slice(0, 1)
        .flatMap((resource) =>
          strays.map((action) => toCase(subject, resource, action)),
        ),
    );
  });
}

function toCase(
  subject: TableSubject,
  resource: Resource,
  action: string,
): Case {
  const { kind, attr } = resource;
  const expected = verdict(subject, kind, action, attr);
  return { subject, resource, action, expected };
}

/** Of every combination of attributes one in each organization, in the project `web` where the kind has one. */
function resourcesFor(kind: string, subject: TableSubject): Resource[] {
  const project = hasProject(kind) ? { project: "web" } : {};
  return attributesOf(kind, subject.principal.id).flatMap((own) =>
    ORGANIZATIONS.map((organization) => ({
      kind,
      id: kind,
      attr: { organization, ...project, ...own },
    })),
  );
}

/** The plan matters to flags and experiments. */
function onEachPlan(kind: string, subject: TableSubject): TableSubject[] {
  if (kind !== "flag" && kind !== "experiment") return [subject];
  const { principal } = subject;
  return PLANS.map((organizationPlan) => {
    const attr = { ...principal.attr, organizationPlan };
    return { ...subject, principal: { ...principal, attr } };
  });
}
