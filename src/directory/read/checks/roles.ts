import type { Checking } from "./checking.ts";
import { APP_ROLES, isRoleOf, type App } from "../../../model/roles.ts";
import { isDoubtful, type Entry } from "../entry.ts";
import type { Path } from "../path.ts";
import { quote } from "../../../util/quote.ts";
import { permissionsOf } from "./mode.ts";

const ORGANIZATION_ROLES = {
  organization: ["viewer", "member", "manager", "admin"],
  project: ["none", "member", "admin"],
} as const;

/**
 * The role of a grant must be a role of its app. An organization role must fit where the organization assigns roles.
 */
export function checkRoles(checking: Checking): void {
  const { lists } = checking.organization;
  for (const user of lists.User) {
    checkOrganizationRole(checking, user);
    user.document.grants?.forEach((grant, index) => {
      const path = ["grants", index];
      if (isDoubtful(user, [...path, "app"])) return;
      const app = grant?.app ?? "analytics";
      checkGrantRole(checking, user, [...path, "role"], app, grant?.role);
    });
  }
  for (const group of lists.Group) {
    if (isDoubtful(group, ["app"])) continue;
    const app = group.document.app ?? "analytics";
    group.document.grants?.forEach((grant, index) => {
      const path = ["grants", index, "role"];
      checkGrantRole(checking, group, path, app, grant?.role);
    });
  }
}

function checkOrganizationRole(
  { organization, report }: Checking,
  { origin, document }: Entry<"User">,
): void {
  const permissions = permissionsOf(organization.entry);
  const { role } = document;
  if (permissions === undefined || role === undefined) return;
  const allowed: readonly string[] = ORGANIZATION_ROLES[permissions];
  if (allowed.includes(role)) return;
  report.add({
    origin,
    path: ["role"],
    message: `${quote(role)} is not an organization role if roles are assigned per ${permissions}`,
    remedy: `Use one of ${allowed.join(", ")}${permissions === "project" ? ". Give other roles with grants" : ""}.`,
  });
}

function checkGrantRole(
  { report }: Checking,
  { origin }: Entry,
  path: Path,
  app: App,
  role: string | undefined,
): void {
  if (role === undefined || isRoleOf(app, role)) return;
  report.add({
    origin,
    path,
    message: `${quote(role)} is not a role of ${app}`,
    remedy: `Use ${APP_ROLES[app].length > 1 ? "one of " : ""}${APP_ROLES[app].join(", ")}.`,
  });
}
