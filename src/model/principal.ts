import type { Credential, Plan } from "./organization.ts";
import type { App, AppRole, OrganizationRole } from "./roles.ts";

/** Project ids by app and role; no project is twice in an app. */
export type ProjectsByRole = {
  readonly [A in App]: Readonly<Record<AppRole<A>, readonly string[]>>;
};

/**
 * A principal as the policies know it: `policies/_schemas/principal.json`. Source: design, "Vocabulary".
 *
 * Each app maps a role to the ids of the projects where that is the one effective role.
 */
export interface Principal {
  /** A user id in lower case, or a credential id. */
  readonly id: string;
  /**
   * A person's is `user`, a credential's its type. It is `unknown` for somebody whom the organization does not have: there
   * are rules for every user of an organization, whatever their role in it, and no derived role has `unknown` as a parent.
   */
  readonly roles: readonly ["user" | "unknown" | Credential["type"]];
  readonly attr: {
    readonly organization: string;
    readonly organizationPlan: Plan;
    readonly organizationRole: OrganizationRole;
  } & ProjectsByRole;
}
