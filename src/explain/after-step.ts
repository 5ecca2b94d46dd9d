import { hasExpired } from "../model/lifetime.ts";
import type {
  Grant,
  Group,
  OrganizationContents,
} from "../model/organization.ts";
import type { Instant } from "../model/instant.ts";
import type { Lifetime } from "../model/lifetime.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { Module } from "../model/roles.ts";
import type { Renewal, Step } from "./explanation.ts";

type Attributes = Resource["attr"];

/** An excerpt of a directory as it is after a step. A step on the resource does not change it. */
export function contentsAfter(
  excerpt: OrganizationContents,
  step: Step,
  at: Instant,
): OrganizationContents {
  const { organization, projects, users } = excerpt;
  switch (step.kind) {
    case "listing":
    case "attribute":
      return excerpt;
    case "renewal":
      return renewed(excerpt, step, at);
    case "grant": {
      const { project, app, role } = step;
      return {
        ...excerpt,
        users: users.map((user) => ({
          ...user,
          grants: [...user.grants, { project, app, role }],
        })),
      };
    }
    case "organization_role":
      return {
        ...excerpt,
        users: users.map((user) => ({ ...user, role: step.role })),
      };
    case "module": {
      const { modules } = organization;
      return {
        ...excerpt,
        organization: { ...organization, modules: with_(modules, step.module) },
        projects: projects.map((project) => ({
          ...project,
          modules: with_(project.modules, step.module),
        })),
      };
    }
    case "plan":
      return { ...excerpt, organization: { ...organization, plan: step.plan } };
  }
}

/** The attributes of the resource after a step. A step on the directory does not change them. */
export function attributesAfter(attr: Attributes, step: Step): Attributes {
  switch (step.kind) {
    case "listing": {
      const list = attr[step.attribute];
      if (!Array.isArray(list)) return attr;
      return { ...attr, [step.attribute]: [...list, step.user] };
    }
    case "attribute":
      return { ...attr, [step.attribute]: step.value };
    case "renewal":
    case "grant":
    case "organization_role":
    case "module":
    case "plan":
      return attr;
  }
}

function with_(modules: readonly Module[], module: Module): readonly Module[] {
  return [...new Set([...modules, module])];
}

function renewed(
  excerpt: OrganizationContents,
  step: Renewal,
  at: Instant,
): OrganizationContents {
  const { users, groups } = excerpt;
  if (step.of === "grant") {
    return {
      ...excerpt,
      users: users.map((user) => ({
        ...user,
        grants: renewLast(user.grants, at, isGrantOf(step)),
      })),
    };
  }
  return {
    ...excerpt,
    groups: groups.map((group): Group => {
      if (group.id !== step.group) return group;
      return step.of === "membership"
        ? { ...group, members: renewLast(group.members, at) }
        : { ...group, grants: renewLast(group.grants, at, isGrantOf(step)) };
    }),
  };
}

function isGrantOf(
  step: Pick<Grant, "project" | "app" | "role">,
): (grant: Grant) => boolean {
  return ({ project, app, role }) =>
    project === step.project && app === step.app && role === step.role;
}

/** Removes the end of the entry that expired last. */
function renewLast<T extends Lifetime>(
  list: readonly T[],
  at: Instant,
  isMeant: (each: T) => boolean = () => true,
): readonly T[] {
  const last = list
    .filter((each) => isMeant(each) && hasExpired(each, at))
    .reduce<T | undefined>(
      (a, b) => (a && (a.expires ?? 0) >= (b.expires ?? 0) ? a : b),
      undefined,
    );
  return list.map((each) =>
    each === last ? { ...each, expires: undefined } : each,
  );
}
