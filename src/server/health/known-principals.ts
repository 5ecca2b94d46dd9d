import type { Principal } from "../../model/principal.ts";

/** Where the probes are: no directory has such ids. */
export const ORGANIZATION = "rolebook-readiness";
export const PROJECT = "rolebook-readiness";

/** The user id of the organization's admin. */
export const ADMIN = "admin@rolebook.invalid";

/** Who asks, and whether they may do what only an admin of the organization is known to be allowed. */
export interface KnownPrincipal {
  /** A description for messages, such as `an organization admin`. */
  readonly who: string;
  readonly principal: Principal;
  readonly allowed: boolean;
}

const EVERYTHING = {
  organizationPlan: "enterprise",
  organizationRole: "admin",
  analytics: { viewer: [], member: [], manager: [], admin: [PROJECT] },
  experiment: { viewer: [], member: [], manager: [], admin: [PROJECT] },
  govern: { viewer: [], editor: [PROJECT] },
  accounts: { viewer: [PROJECT] },
} as const;

const NOTHING = {
  organizationPlan: "enterprise",
  organizationRole: "none",
  analytics: { viewer: [], member: [], manager: [], admin: [] },
  experiment: { viewer: [], member: [], manager: [], admin: [] },
  govern: { viewer: [], editor: [] },
  accounts: { viewer: [] },
} as const;

/** The first may take the action, the others may not. So a policy that refuses or allows everything is noticed. */
export const KNOWN_PRINCIPALS: readonly [KnownPrincipal, ...KnownPrincipal[]] =
  [
    {
      who: "an organization admin",
      principal: {
        id: ADMIN,
        roles: ["user"],
        attr: { organization: ORGANIZATION, ...EVERYTHING },
      },
      allowed: true,
    },
    {
      who: "a user without any role",
      principal: {
        id: "nobody@rolebook.invalid",
        roles: ["user"],
        attr: { organization: ORGANIZATION, ...NOTHING },
      },
      allowed: false,
    },
    {
      who: "an admin of another organization",
      principal: {
        id: "outsider@rolebook.invalid",
        roles: ["user"],
        attr: { organization: "rolebook-elsewhere", ...EVERYTHING },
      },
      allowed: false,
    },
  ];
