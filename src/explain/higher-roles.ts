import type { Access } from "../access/access.ts";
import type { Organization } from "../model/organization.ts";
import type { Kind } from "../policies/catalog.ts";
import {
  type App,
  APP_ROLES,
  type AppRole,
  ORGANIZATION_ROLES,
  type OrganizationRole,
  rankOf,
} from "../model/roles.ts";
import { type PossibleStep, COST } from "./possible-step.ts";

/**
 * The roles in these apps of the project that are higher than those of the user: the lowest first, and Analytics after
 * the other apps, because they follow it.
 */
export function grants(
  { user, projects }: Access,
  project: string,
  apps: readonly App[],
): PossibleStep[] {
  const held = projects.find((each) => each.project === project)?.roles;
  return apps
    .flatMap((app) => {
      const role = held?.[app].role ?? "none";
      const rank = role === "none" ? -1 : rankOf(app, role);
      return APP_ROLES[app]
        .slice(rank + 1)
        .map((higher: AppRole) => ({ app, role: higher }));
    })
    .toSorted(
      (a, b) =>
        rankOf(a.app, a.role) - rankOf(b.app, b.role) ||
        Number(a.app === "analytics") - Number(b.app === "analytics"),
    )
    .map(({ app, role }) => ({
      step: { kind: "grant", user, project, app, role },
      slot: `role in ${app}`,
      cost: COST.ordinary,
    }));
}

/** The organization roles other than `none`, by where roles are assigned (`docs/model.md`, "Roles"). */
const ASSIGNED: Readonly<
  Record<Organization["permissions"], readonly OrganizationRole[]>
> = {
  organization: ["viewer", "member", "manager", "admin"],
  project: ["member", "admin"],
};

/** The organization roles above that of the user, the lowest first. */
export function organizationRoles(
  { user, organizationRole }: Access,
  { permissions }: Organization,
  kind: Kind,
): PossibleStep[] {
  const rank = ORGANIZATION_ROLES.indexOf(organizationRole);
  // If roles are assigned per project, a role below admin counts only for policies that read the organization role
  // itself.
  const counts =
    permissions === "organization" || kind.reads("P.attr.organizationRole");
  return ASSIGNED[permissions]
    .filter((role) => ORGANIZATION_ROLES.indexOf(role) > rank)
    .filter((role) => counts || role === "admin")
    .map((role) => ({
      step: { kind: "organization_role", user, role },
      slot: "organization role",
      cost: role === "admin" ? COST.organizationAdmin : COST.ordinary,
    }));
}
