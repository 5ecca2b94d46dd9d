import type { Instant } from "../model/instant.ts";
import type { Plan } from "../model/organization.ts";
import type { App, AppRole, OrganizationRole } from "../model/roles.ts";

/** The time during which a grant, a membership, or a membership together with the group's grant, gives what it gives. */
interface Timed {
  readonly starts?: Instant | undefined;
  readonly expires?: Instant | undefined;
}

/** What gives a role, or would. */
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
  /** The Analytics role in the same project, where another app follows it. `via` is what gives that. */
  | {
      readonly kind: "analytics_role";
      readonly role: AppRole;
      readonly analyticsRole: AppRole<"analytics">;
      readonly via: readonly Source[];
    };

/** Why something live gives no role. */
export type WithheldBecause =
  | "module_not_purchased"
  | "module_not_enabled"
  | "plan_without_project_permissions"
  | "plan_without_groups"
  | "plan_without_experiment_roles"
  | "roles_per_organization";

/** Why something live was not what counted: a higher role, or Experiment's own roles in place of the Analytics role. */
export type LostTo = "higher_role" | "experiment_role";

/** The one role that a user holds in an app of a project, and everything that played a part. */
export interface EffectiveRole<A extends App = App> {
  readonly app: A;
  readonly role: AppRole<A> | "none";
  /** What gives the role; more than one where they are equally high. */
  readonly via: readonly Source[];
  readonly lost: readonly { readonly source: Source; readonly to: LostTo }[];
  /** What is over. Here, in `upcoming` and in `withheld` are also the Analytics grants that this app would follow. */
  readonly expired: readonly Source[];
  /** What has not started yet. */
  readonly upcoming: readonly Source[];
  readonly withheld: readonly {
    readonly source: Source;
    readonly because: WithheldBecause;
  }[];
}

export interface ProjectAccess {
  readonly project: string;
  readonly roles: { readonly [A in App]: EffectiveRole<A> };
}

/** What brings a user into a team space, or would. */
export type TeamSpaceSource =
  /** The space lists the user: they joined by themselves. */
  | { readonly kind: "member" }
  /** A group that the user is in joins the space. */
  | (Timed & {
      readonly kind: "group";
      readonly group: string;
      readonly groupName: string;
    });

/** A team space that a user is in, was, will be or would be. Rights in it come from the organization role alone. */
export interface TeamSpaceMembership {
  readonly teamSpace: string;
  readonly name: string;
  /** Whether the user is in it: whether there is anything in `via`. */
  readonly member: boolean;
  readonly via: readonly TeamSpaceSource[];
  readonly expired: readonly TeamSpaceSource[];
  /** What has not started yet. */
  readonly upcoming: readonly TeamSpaceSource[];
  readonly withheld: readonly {
    readonly source: TeamSpaceSource;
    readonly because: WithheldBecause;
  }[];
}

/** The roles of one user in one organization at one instant. Plain data, in an order that does not depend on the directory's. */
export interface HeldRoles {
  /** The user id in lower case. */
  readonly user: string;
  readonly organization: string;
  readonly plan: Plan;
  readonly at: Instant;
  /** `unknown` where the organization has no such user: no access at all. */
  readonly status: "pending" | "joined" | "unknown";
  readonly organizationRole: OrganizationRole;
  /** Whether the user has no role of their own and so the default. */
  readonly organizationRoleIsDefault: boolean;
  /** The projects where anything gives, gave, will give or would give a role; in the order of their ids. */
  readonly projects: readonly ProjectAccess[];
}

/** What one user may be in one organization at one instant. */
export interface Access extends HeldRoles {
  /** In the order of their ids. */
  readonly teamSpaces: readonly TeamSpaceMembership[];
}
