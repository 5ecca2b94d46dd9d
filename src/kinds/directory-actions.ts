import type { App, AppRole, OrganizationRole } from "../model/roles.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { OwnKind } from "./own-kind.ts";

/** An action that changes what the directory holds. */
interface DirectoryAction {
  readonly action: string;
  readonly resource: Resource;
}

/** To purchase a plan or a module. */
export function manageBilling(organization: {
  readonly id: string;
  readonly owner: string;
}): DirectoryAction {
  const { id, owner } = organization;
  return toDo("manage_billing", "organization", id, {
    organization: id,
    owner,
  });
}

/** To enable a module. */
export function editProjectSettings(
  organization: string,
  project: string,
): DirectoryAction {
  return toDo("edit_settings", "project", project, { organization, project });
}

/** To renew a membership. */
export function addGroupMember(
  organization: string,
  group: string,
): DirectoryAction {
  return toDo("add_member", "permission_group", group, { organization });
}

/** To renew a grant of a group. */
export function editGroup(
  organization: string,
  group: string,
): DirectoryAction {
  return toDo("edit", "permission_group", group, { organization });
}

/** To give a role in an app of a project to a user who has the role `role` there now. */
export function giveProjectRole(membership: {
  readonly organization: string;
  readonly project: string;
  readonly app: App;
  readonly user: string;
  readonly role: AppRole | "none";
  readonly newRole: AppRole;
}): DirectoryAction {
  const { user, role } = membership;
  const action = role === "none" ? "add" : "edit_role";
  return toDo(action, "project_member", user, membership);
}

/** To give an organization role to a user who has the role `role` now. */
export function giveOrganizationRole(membership: {
  readonly organization: string;
  readonly user: string;
  readonly role: OrganizationRole;
  readonly newRole: OrganizationRole;
  readonly adminCount: number;
}): DirectoryAction {
  return toDo("edit_role", "organization_member", membership.user, membership);
}

function toDo(
  action: string,
  kind: OwnKind,
  id: string,
  attr: Resource["attr"],
): DirectoryAction {
  return { action, resource: { kind, id, attr } };
}
