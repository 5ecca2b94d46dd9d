import type { EffectiveRole } from "../access/access.ts";
import type { Credential } from "../model/organization.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { OrganizationRole } from "../model/roles.ts";

/** The subject of a decision: a user or a credential. */
export interface DecisionSubject {
  readonly type: "user" | Credential["type"];
  /** A user id in lower case, or a credential id. */
  readonly id: string;
  readonly name: string;
  readonly organization: string;
  /** `unknown` if the directory has no such user in the organization. Credentials are always `joined`. */
  readonly status: "joined" | "pending" | "unknown";
  /** For an unknown subject, the type that the request names. Absent if it names none. */
  readonly sought?: "user" | "credential" | undefined;
  /** For an unknown subject, the id that may be meant. */
  readonly suggestion?: string | undefined;
}

/** A role of the subject that counts for the policy of the resource's kind. */
export type HeldRole =
  | {
      readonly scope: "organization";
      readonly role: OrganizationRole;
      /** Whether it is the default, because the user's document gives no role. */
      readonly isDefault: boolean;
    }
  | ({ readonly scope: "project"; readonly project: string } & EffectiveRole);

/** The PDP's answer to one question, with its explanation. Plain data. */
export interface Decision<Code extends string = string> {
  readonly allowed: boolean;
  readonly subject: DecisionSubject;
  readonly action: string;
  readonly resource: Resource;
  /** The roles of the subject that count for the policy. Empty for a credential. */
  readonly roles: readonly HeldRole[];
  /** The derived roles that the PDP found, in alphabetical order. */
  readonly derivedRoles: readonly string[];
  /** The policy that decided, such as `resource.flag.vdefault`. */
  readonly policy: string;
  /** The version of that policy, such as `default`. */
  readonly policyVersion: string;
  /** The rule that allows it, such as `change`. Absent for a refusal. */
  readonly rule?: string | undefined;
  /** The refusal code, if the role would do and only a restriction stands in the way. */
  readonly code?: Code | undefined;
  /** One sentence: why, or why not. */
  readonly reason: string;
  /** The id of the decision in the PDP's log. */
  readonly callId: string;
}
