import type { Decision, DecisionSubject } from "../decision/decision.ts";
import type { Plan } from "../model/organization.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { App, AppRole, Module, OrganizationRole } from "../model/roles.ts";

/** One step of a change. Nothing in it says until when a grant or a membership is to last: that is for whoever makes the step. */
export type Step =
  /** The user is put on a list of the resource, such as its editors. */
  | {
      readonly kind: "listing";
      readonly user: string;
      readonly attribute: string;
    }
  /** What is over gets a later end. */
  | Renewal
  /** Something about the resource that is true or false becomes the other, such as `archived`. */
  | {
      readonly kind: "attribute";
      readonly attribute: string;
      readonly value: boolean;
    }
  /** The user gets this role in an app of a project, by a grant of their own. */
  | {
      readonly kind: "grant";
      readonly user: string;
      readonly project: string;
      readonly app: App;
      readonly role: AppRole;
    }
  | {
      readonly kind: "organization_role";
      readonly user: string;
      readonly role: OrganizationRole;
    }
  /** The organization purchases the module, or the project enables it, or both: whatever is missing. */
  | {
      readonly kind: "module";
      readonly module: Module;
      readonly project: string;
    }
  /** The organization gets this plan. Where its roles are assigned stays as it is. */
  | { readonly kind: "plan"; readonly plan: Plan };

/** An expired grant of the user's own, their expired membership in a group, or an expired grant of a group that they are in. */
export type Renewal =
  | {
      readonly kind: "renewal";
      readonly of: "grant";
      readonly user: string;
      readonly project: string;
      readonly app: App;
      readonly role: AppRole;
    }
  | {
      readonly kind: "renewal";
      readonly of: "membership";
      readonly user: string;
      readonly group: string;
    }
  | {
      readonly kind: "renewal";
      readonly of: "group_grant";
      readonly group: string;
      readonly project: string;
      readonly app: App;
      readonly role: AppRole;
    };

/** An action on a resource, as the PDP is asked about it. */
export interface StepAction {
  readonly action: string;
  readonly resource: Resource;
}

/** A step, and who may make it. */
export interface ProposedStep {
  readonly step: Step;
  /** One plain sentence, such as "Add Ana Silva to the editors of the flag." */
  readonly sentence: string;
  /**
   * What the step takes, such as `manage_access` on the flag: whoever makes it must be allowed all of it. Absent where the policies
   * have no action for the step, or the directory does not know all that the action's resource needs.
   */
  readonly actions?: readonly StepAction[] | undefined;
  /**
   * People of the organization whom the PDP allows all of `actions` as things are now, before any step is made: in the order of their
   * ids, at most ten. It is empty where nobody who was asked may. Absent where `actions` is, and where a `DirectorySource` cannot say
   * who there is.
   *
   * In an organization of more than 200 users not everybody is asked, only those likely to be allowed: whoever an attribute of
   * the resource names, the organization's admins and managers, and the project's; up to 60 of each.
   */
  readonly by?: readonly DecisionSubject[] | undefined;
  /** True where others than those in `by` may make it too, or may be allowed to because they were not asked. */
  readonly more?: boolean | undefined;
}

/** What would turn a refusal into an ALLOW. */
export interface Change {
  /** All of them together; none of them can be left out. */
  readonly steps: readonly ProposedStep[];
  /** The steps in one sentence. */
  readonly sentence: string;
}

/** A decision and, where it is a refusal, what would change it. */
export interface Explanation<Code extends string = string> {
  readonly decision: Decision<Code>;
  /**
   * The smallest change of the directory, or of what can be changed about the resource, after which the PDP answers the same
   * question with an ALLOW: it was asked. Absent for an ALLOW, and where no change of up to four steps does it.
   *
   * It is the one of the fewest steps. But a plan is changed only where nothing else does, a module added only where nothing else
   * but a plan does, and somebody made organization admin only where nothing else but these does, however many steps that saves. Of
   * changes of equally many steps, it is the one whose farthest-reaching step reaches least far: a place on a list, a
   * renewal, another attribute, a role in the project, a role in the organization, the lowest role first.
   *
   * What makes the question itself is never changed: who asks, the organization, the project and the type of the resource, and
   * of a change of roles the user and the roles. Nobody who is unknown is made a user.
   */
  readonly change?: Change | undefined;
}
