import type { Lifetime } from "./lifetime.ts";
import type { App, AppRole, Module, OrganizationRole } from "./roles.ts";

/**
 * What a directory holds once its documents are valid: defaults are filled in, user ids are in lower case, and instants
 * are numbers. Every object is frozen. The types of the documents themselves are in `directory/documents.ts`.
 */

/** The plans that an organization can purchase, lowest to highest. */
export const PLANS = ["starter", "plus", "growth", "enterprise"] as const;
export type Plan = (typeof PLANS)[number];
/** Who may change a flag or an experiment, if their role may: everybody, or only its editors. */
export type FlagAccess = "everyone" | "editors";

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;
  /** A user id; the user's role is admin. */
  readonly owner: string;
  /** Where roles are assigned. */
  readonly permissions: "organization" | "project";
  /** The purchased add-ons. */
  readonly modules: readonly Module[];
  readonly experiment: {
    /** The access of new flags and experiments. */
    readonly defaultAccess: FlagAccess;
  };
}

export interface Project {
  readonly organization: string;
  readonly id: string;
  readonly name: string;
  /** The add-ons enabled here; each is purchased by the organization. */
  readonly modules: readonly Module[];
}

/** A role in one app of one project, held by a user or by a group's members. */
export interface Grant extends Lifetime {
  readonly project: string;
  readonly app: App;
  readonly role: AppRole;
  readonly reason?: string | undefined;
  /** A user id. */
  readonly approvedBy?: string | undefined;
}

export interface User {
  readonly organization: string;
  /** An e-mail address in lower case. */
  readonly id: string;
  readonly name: string;
  readonly status: "pending" | "joined";
  /** The organization role. If it is absent, resolution uses the default (rule 1 of `docs/model.md`). */
  readonly role?: OrganizationRole | undefined;
  readonly grants: readonly Grant[];
}

export interface GroupMember extends Lifetime {
  /** A user id. */
  readonly user: string;
}

export interface Group {
  readonly organization: string;
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** The group type: the app of all its grants. */
  readonly app: App;
  readonly members: readonly GroupMember[];
  /** Ids of the team spaces that its members join. */
  readonly teamSpaces: readonly string[];
  readonly grants: readonly Grant[];
}

/** One user's membership in one group. */
export interface Membership extends Lifetime {
  readonly group: Group;
}

export interface Credential {
  readonly organization: string;
  readonly id: string;
  readonly type: "management_api" | "scim";
  readonly description?: string | undefined;
}

export interface TeamSpace {
  readonly organization: string;
  readonly id: string;
  readonly name: string;
  /** Ids of the users who joined by themselves. */
  readonly members: readonly string[];
}

/** A flag or an experiment. */
export interface Item {
  readonly kind: "flag" | "experiment";
  readonly organization: string;
  readonly project: string;
  readonly id: string;
  readonly access: FlagAccess;
  /** User ids. */
  readonly editors: readonly string[];
  /** A user id or a credential id. */
  readonly createdBy?: string | undefined;
  readonly createdVia?: "app" | "management_api" | undefined;
}

/** Everything that belongs to one organization. */
export interface OrganizationContents {
  readonly organization: Organization;
  readonly projects: readonly Project[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly credentials: readonly Credential[];
  readonly teamSpaces: readonly TeamSpace[];
  /** Flags and experiments. */
  readonly items: readonly Item[];
}
