import type { Access } from "../access/access.ts";
import type { App, AppRole } from "../model/roles.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { Step, StepAction } from "./explanation.ts";
import { appliedToAttributes } from "./apply.ts";
import type { Refusal } from "./refusal.ts";

/** Attributes of a resource, and the actions that change them. Source: the permission tables, "Experiment" and "Analytics". */
const LISTING_ACTIONS: ReadonlyMap<string, string> = new Map([
  ["editors", "manage_access"],
  ["sharedWith", "share"],
  ["owners", "add_owner"],
]);
const FLIP_ACTIONS: ReadonlyMap<string, string> = new Map([
  ["discoverable true", "publish"],
  ["archived true", "archive"],
  ["published true", "publish"],
  ["published false", "unpublish"],
]);

/**
 * What a step takes, as things are now. Undefined where the policies have no such action, or describe its resource otherwise, or where
 * the directory does not know all of it.
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
  const { id, modules } = refusal.contents.organization;
  const billing = about("organization", id, "manage_billing", {
    organization: id,
    owner: refusal.contents.organization.owner,
  });
  switch (step.kind) {
    case "listing":
    case "attribute":
      return [changing(refusal, step)];
    case "renewal": {
      if (step.of === "grant") return [granting(id, step, access)];
      const action = step.of === "membership" ? "add_member" : "edit";
      return [
        about("permission_group", step.group, action, { organization: id }),
      ];
    }
    case "grant":
      return [granting(id, step, access)];
    case "organization_role":
      return [promoting(refusal, step, access)];
    case "module": {
      const { module, project } = step;
      const enabled = refusal.contents.project(project)?.modules ?? [];
      const settings = about("project", project, "edit_settings", {
        organization: id,
        project,
      });
      return [
        ...(modules.includes(module) ? [] : [billing]),
        ...(enabled.includes(module) ? [] : [settings]),
      ];
    }
    case "plan":
      return [billing];
  }
}

function about(
  kind: string,
  id: string,
  action: string,
  attr: Resource["attr"],
): StepAction {
  return { action, resource: { kind, id, attr } };
}

function changing(
  { decision, catalog }: Refusal,
  step: Extract<Step, { kind: "listing" | "attribute" }>,
): StepAction {
  const { action, resource } = decision;
  if (action === "create") {
    // There is nothing to change yet: it is created otherwise.
    const attr = appliedToAttributes(resource.attr, step);
    return { action, resource: { ...resource, attr } };
  }
  const known =
    step.kind === "listing"
      ? LISTING_ACTIONS.get(step.attribute)
      : FLIP_ACTIONS.get(`${step.attribute} ${String(step.value)}`);
  const { actions } = catalog.kind(resource.kind);
  const hasKnown = known !== undefined && actions.includes(known);
  return { action: hasKnown ? known : "edit", resource };
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
  const action = role === "none" ? "add" : "edit_role";
  const attr = { organization, project, app, user, role, newRole };
  return about("project_member", user, action, attr);
}

/** A source does not tell how many admins there are. */
function promoting(
  { contents, isWhole }: Refusal,
  { user, role: newRole }: Extract<Step, { kind: "organization_role" }>,
  access: Access | undefined,
): StepAction | undefined {
  if (!isWhole || access === undefined) return undefined;
  return about("organization_member", user, "edit_role", {
    organization: contents.organization.id,
    user,
    role: access.organizationRole,
    newRole,
    adminCount: contents.users.filter(({ role }) => role === "admin").length,
  });
}
