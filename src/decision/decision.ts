import type { EffectiveRole } from "../access/access.ts";
import type { Credential } from "../model/organization.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { OrganizationRole } from "../model/roles.ts";

/** Who asks: a person by their effective roles, or a credential. */
export interface DecisionSubject {
  readonly type: "user" | Credential["type"];
  /** A user id in lower case, or a credential id. */
  readonly id: string;
  readonly name: string;
  readonly organization: string;
  /** `unknown`: the directory has no such user in the organization. Credentials are always `joined`. */
  readonly status: "joined" | "pending" | "unknown";
  /** For one who is unknown, what was looked for; absent where it may have been either. */
  readonly sought?: "user" | "credential" | undefined;
  /** For one who is unknown, the id that may be meant. */
  readonly suggestion?: string | undefined;
}

/** A role that the policy of the resource's kind looks at. */
export type HeldRole =
  | {
      readonly scope: "organization";
      readonly role: OrganizationRole;
      /** Whether it is the default, for lack of a role of one's own. */
      readonly isDefault: boolean;
    }
  | ({ readonly scope: "project"; readonly project: string } & EffectiveRole);

/** The PDP's answer to one question, with what explains it. Plain data. */
export interface Decision<Code extends string = string> {
  readonly allowed: boolean;
  readonly subject: DecisionSubject;
  readonly action: string;
  readonly resource: Resource;
  /** The roles that the policy looks at; none for a credential. */
  readonly roles: readonly HeldRole[];
  /** The derived roles that the PDP found, in alphabetical order. */
  readonly derivedRoles: readonly string[];
  /** The policy that decided, such as `resource.flag.vdefault`. */
  readonly policy: string;
  /** The version of that policy, such as `default`. */
  readonly policyVersion: string;
  /** The rule that allows it, such as `change`; absent for a refusal. */
  readonly rule?: string | undefined;
  /** The refusal code of the rule that would have allowed it; absent where none would have. */
  readonly code?: Code | undefined;
  /** One plain sentence: why, or why not. */
  readonly reason: string;
  /** What the PDP calls this decision in its log. */
  readonly callId: string;
}
