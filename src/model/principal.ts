import type { Credential, Plan } from "./organization.ts";
import type { App, AppRole, OrganizationRole } from "./roles.ts";

/** Project ids by app and role. Within an app, each project is in one list at most. */
export type ProjectsByRole = {
  readonly [A in App]: Readonly<Record<AppRole<A>, readonly string[]>>;
};

/**
 * A principal as the PDP is sent it. Its schema is `policies/_schemas/principal.json`.
 *
 * Each app maps a role to the ids of the projects in which it is the effective role.
 */
export interface Principal {
  /** A user id in lower case, or a credential id. */
  readonly id: string;
  /**
   * `user` for a user of the organization, and the type for a credential. A person whom the organization does not know
   * is `unknown`, because some rules hold for users in any role. No derived role has `unknown` as a parent.
   */
  readonly roles: readonly ["user" | "unknown" | Credential["type"]];
  readonly attr: {
    readonly organization: string;
    readonly organizationPlan: Plan;
    readonly organizationRole: OrganizationRole;
  } & ProjectsByRole;
}
