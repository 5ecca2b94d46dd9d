import type { Access } from "../access/access.ts";
import { attributeChange } from "../kinds/attribute-changes.ts";
import {
  addGroupMember,
  editGroup,
  editProjectSettings,
  giveOrganizationRole,
  giveProjectRole,
  manageBilling,
} from "../kinds/directory-actions.ts";
import type { App, AppRole } from "../model/roles.ts";
import type { Renewal, Step, StepAction } from "./explanation.ts";
import { attributesAfter } from "./after-step.ts";
import type { Refusal } from "./refusal.ts";

/**
 * The actions that a step takes, on the directory as it is now. Undefined if the policies lack such an action or
 * describe its resource differently, or the directory does not know enough.
 *
 * @param access the roles that the user has now; absent for a credential
 */
export function actionsFor(
  refusal: Refusal,
  step: Step,
  access: Access | undefined,
): readonly StepAction[] | undefined {
  const asked = actionsOf(refusal, step, access);
  const isAskable = asked.every((each) => each && exists(refusal, each));
  return isAskable && asked.length > 0 ? (asked as StepAction[]) : undefined;
}

function exists(
  { catalog }: Refusal,
  { action, resource }: StepAction,
): boolean {
  const kind = catalog.kinds.find(({ name }) => name === resource.kind);
  return (
    kind?.actions.includes(action) === true &&
    kind.problems(resource.attr).length === 0
  );
}

function actionsOf(
  refusal: Refusal,
  step: Step,
  access: Access | undefined,
): readonly (StepAction | undefined)[] {
  const { organization } = refusal.contents;
  const { id } = organization;
  switch (step.kind) {
    case "listing":
    case "attribute":
      return [changing(refusal, step)];
    case "renewal":
      return [renewing(id, step, access)];
    case "grant":
      return [granting(id, step, access)];
    case "organization_role":
      return [promoting(refusal, step, access)];
    case "module": {
      const { module, project } = step;
      const enabled = refusal.contents.project(project)?.modules ?? [];
      return [
        ...(organization.modules.includes(module)
          ? []
          : [manageBilling(organization)]),
        ...(enabled.includes(module) ? [] : [editProjectSettings(id, project)]),
      ];
    }
    case "plan":
      return [manageBilling(organization)];
  }
}

/** The action that a renewal takes. */
function renewing(
  organization: string,
  step: Renewal,
  access: Access | undefined,
): StepAction {
  switch (step.of) {
    case "grant":
      return granting(organization, step, access);
    case "membership":
      return addGroupMember(organization, step.group);
    case "group_grant":
      return editGroup(organization, step.group);
  }
}

function changing(
  { decision, catalog }: Refusal,
  step: Extract<Step, { kind: "listing" | "attribute" }>,
): StepAction {
  const { action, resource } = decision;
  if (action === "create") {
    // The resource does not exist yet, so it is created with the other value instead.
    const attr = attributesAfter(resource.attr, step);
    return { action, resource: { ...resource, attr } };
  }
  const value = step.kind === "listing" ? undefined : step.value;
  const kind = catalog.kind(resource.kind);
  const change = attributeChange(kind, step.attribute, value);
  return { action: change.action, resource };
}

function granting(
  organization: string,
  {
    user,
    project,
    app,
    role: newRole,
  }: {
    readonly user: string;
    readonly project: string;
    readonly app: App;
    readonly role: AppRole;
  },
  access: Access | undefined,
): StepAction {
  const held = access?.projects.find((each) => each.project === project);
  const role = held?.roles[app].role ?? "none";
  return giveProjectRole({ organization, project, app, user, role, newRole });
}

/** Undefined for a directory from a source, which does not tell how many admins there are. */
function promoting(
  { contents, isWhole }: Refusal,
  { user, role: newRole }: Extract<Step, { kind: "organization_role" }>,
  access: Access | undefined,
): StepAction | undefined {
  if (!isWhole || access === undefined) return undefined;
  return giveOrganizationRole({
    organization: contents.organization.id,
    user,
    role: access.organizationRole,
    newRole,
    adminCount: contents.users.filter(({ role }) => role === "admin").length,
  });
}
