import type { Instant } from "../model/instant.ts";
import type { Plan } from "../model/organization.ts";
import type { App, AppRole, OrganizationRole } from "../model/roles.ts";

/** When a grant or a membership is live. For a group's grant: while both the grant and the membership are. */
interface Timed {
  readonly starts?: Instant | undefined;
  readonly expires?: Instant | undefined;
}

/** Something that gives a role, or would give it if it were live and nothing withheld it. */
export type Source =
  /** The organization role, which holds in every project. */
  | {
      readonly kind: "organization_role";
      readonly role: AppRole;
      readonly organizationRole: OrganizationRole;
    }
  /** A grant that names the user. */
  | (Timed & {
      readonly kind: "grant";
      readonly app: App;
      readonly role: AppRole;
      readonly reason?: string | undefined;
      readonly approvedBy?: string | undefined;
    })
  /** A grant of a group that the user is in. */
  | (Timed & {
      readonly kind: "group";
      readonly group: string;
      readonly groupName: string;
      readonly app: App;
      readonly role: AppRole;
    })
  /** The Analytics role in the same project, if another app follows it. `via` has its sources. */
  | {
      readonly kind: "analytics_role";
      readonly role: AppRole;
      readonly analyticsRole: AppRole<"analytics">;
      readonly via: readonly Source[];
    };

/** Why a live source gives no role. */
export type WithheldBecause =
  | "module_not_purchased"
  | "module_not_enabled"
  | "plan_without_project_permissions"
  | "plan_without_groups"
  | "plan_without_experiment_roles"
  | "roles_per_organization";

/** What overrides a live source: a higher role, or an Experiment grant, which takes the place of the Analytics role. */
export type LostTo = "higher_role" | "experiment_role";

/** The one role that a user holds in an app of a project, with its sources (rule 8 of `docs/model.md`). */
export interface EffectiveRole<A extends App = App> {
  readonly app: A;
  readonly role: AppRole<A> | "none";
  /** The sources that give the role. If several give the highest role, all of them. */
  readonly via: readonly Source[];
  /** The live sources that were overridden. */
  readonly lost: readonly { readonly source: Source; readonly to: LostTo }[];
  /**
   * Sources that have expired. In an app that follows Analytics, this list and the next two include Analytics grants.
   */
  readonly expired: readonly Source[];
  /** Sources that have not started yet. */
  readonly upcoming: readonly Source[];
  /** Live sources that a plan, a module or the organization's settings block. */
  readonly withheld: readonly {
    readonly source: Source;
    readonly because: WithheldBecause;
  }[];
}

export interface ProjectAccess {
  readonly project: string;
  readonly roles: { readonly [A in App]: EffectiveRole<A> };
}

/** Something that makes a user a member of a team space, or would if it were live and nothing withheld it. */
export type TeamSpaceSource =
  /** The space lists the user: they joined by themselves. */
  | { readonly kind: "member" }
  /** A group that the user is in joins the space. */
  | (Timed & {
      readonly kind: "group";
      readonly group: string;
      readonly groupName: string;
    });

/**
 * A team space that a user is in, was in, will be in, or would be in if nothing withheld it.
 *
 * Membership gives no rights. They come from the organization role alone.
 */
export interface TeamSpaceMembership {
  readonly teamSpace: string;
  readonly name: string;
  /** Whether the user is in it now: whether `via` has a source. */
  readonly member: boolean;
  readonly via: readonly TeamSpaceSource[];
  readonly expired: readonly TeamSpaceSource[];
  /** Sources that have not started yet. */
  readonly upcoming: readonly TeamSpaceSource[];
  readonly withheld: readonly {
    readonly source: TeamSpaceSource;
    readonly because: WithheldBecause;
  }[];
}

/**
 * The roles of one user in one organization at one instant.
 *
 * Plain data. Its order does not depend on the order of the directory.
 */
export interface HeldRoles {
  /** The user id in lower case. */
  readonly user: string;
  readonly organization: string;
  readonly plan: Plan;
  readonly at: Instant;
  /** `unknown` if the organization has no such user. They have no access at all. */
  readonly status: "pending" | "joined" | "unknown";
  readonly organizationRole: OrganizationRole;
  /** Whether the user's document gives no role, so that they have the default. */
  readonly organizationRoleIsDefault: boolean;
  /** The projects in which a source gives a role, gave it, will give it or would give it, ordered by id. */
  readonly projects: readonly ProjectAccess[];
}

/** The roles and team spaces of one user in one organization at one instant. */
export interface Access extends HeldRoles {
  /** Ordered by id. */
  readonly teamSpaces: readonly TeamSpaceMembership[];
}
