import type { Decision, DecisionSubject } from "../decision/decision.ts";
import type { Plan } from "../model/organization.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { App, AppRole, Module, OrganizationRole } from "../model/roles.ts";

/**
 * One step of a change. It does not say how long a grant or a membership lasts. The person who makes the step decides
 * that.
 */
export type Step =
  /** The user is added to a list of the resource, such as its editors. */
  | {
      readonly kind: "listing";
      readonly user: string;
      readonly attribute: string;
    }
  /** An expired grant or membership gets a later end. */
  | Renewal
  /** A boolean attribute of the resource, such as `archived`, gets the other value. */
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
  /** The organization purchases the module, the project enables it, or both. */
  | {
      readonly kind: "module";
      readonly module: Module;
      readonly project: string;
    }
  /** The organization gets this plan. It still assigns roles where it did before. */
  | { readonly kind: "plan"; readonly plan: Plan };

/**
 * Renews an expired grant of the user, their expired membership in a group, or an expired grant of a group that they
 * are in.
 */
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

/** A step, and the people who may make it. */
export interface ProposedStep {
  readonly step: Step;
  /** One sentence, such as "Add Ana Silva to the editors of the flag." */
  readonly sentence: string;
  /**
   * The actions that the step takes, such as `manage_access` on the flag. The person who makes it must be allowed all
   * of them. Absent if the policies have no action for the step, or the directory lacks attributes of the action's
   * resource.
   */
  readonly actions?: readonly StepAction[] | undefined;
  /**
   * At most ten people of the organization whom the PDP allows all `actions` now, before any step is made, ordered by
   * id. Empty if nobody who was asked about may. Absent if `actions` is, and if a `DirectorySource` cannot tell who
   * there is.
   *
   * In an organization with more than 200 users, only likely people are asked about: those whom the resource's
   * attributes name, the admins and managers of the organization, and those of the project; up to 60 of each.
   */
  readonly by?: readonly DecisionSubject[] | undefined;
  /** True if people who are not in `by` may make the step too, or were not asked about. */
  readonly more?: boolean | undefined;
}

/** A change that would turn a refusal into an ALLOW. */
export interface Change {
  /** The steps. All of them are needed. */
  readonly steps: readonly ProposedStep[];
  /** The steps in one sentence. */
  readonly sentence: string;
}

/** A decision and, for a refusal, the smallest change that would allow it. */
export interface Explanation<Code extends string = string> {
  readonly decision: Decision<Code>;
  /**
   * The smallest change of the directory or the resource after which the PDP answers the same question with an ALLOW.
   * The PDP has been asked. Absent for an ALLOW, and if no change of up to four steps helps.
   *
   * It is the change with the fewest steps. Of changes with equally many steps, it is the one whose largest step is the
   * smallest. From small to large, the steps are: a place on a list of the resource, a renewal, another attribute, a
   * role in the project, a role in the organization; the lowest role first. Even if it saves steps, a change makes
   * somebody organization admin only if no smaller step helps, adds a module only if that does not help either, and
   * changes the plan only as the last resort.
   *
   * The question itself never changes: the subject, the organization, the project and the type of the resource, and in
   * a change of roles the user and the roles. An unknown person is never made a user.
   */
  readonly change?: Change | undefined;
}
