import type { Decision, HeldRole } from "../../decision/decision.ts";
import { sourcePhrase } from "../../decision/wording/phrases.ts";

/** The context of a response: facts about the decision. */
export interface DecisionContext {
  /** The refusal code, if only a restriction stands in the way. */
  readonly code?: string;
  /** One sentence: why, or why not. */
  readonly reason: string;
  /** The reason of a refusal for administrators and for users, by status, as in AuthZEN's examples. */
  readonly reason_admin?: Readonly<Record<"403", string>>;
  readonly reason_user?: Readonly<Record<"403", string>>;
  /** The policy that decided, such as `resource.flag.vdefault`. */
  readonly policy: string;
  readonly policy_version: string;
  /** The rule that allows it. */
  readonly rule?: string;
  /** The roles that count for the policy, with their sources. */
  readonly roles: readonly RoleContext[];
  /** The id of the decision in the PDP's log. */
  readonly call_id: string;
}

interface RoleContext {
  /** Absent for the organization role. */
  readonly app?: string;
  readonly project?: string;
  readonly role: string;
  /** Such as `group "Payments Team"`. Absent if nothing gives the role. */
  readonly from?: readonly string[];
}

/** A decision in the terms of AuthZEN. */
export function decisionContext(decision: Decision): DecisionContext {
  const { allowed, code, rule, reason, policy, policyVersion, callId } =
    decision;
  return {
    ...(code === undefined ? {} : { code }),
    reason,
    ...(allowed ? {} : refusal(decision)),
    policy,
    policy_version: policyVersion,
    ...(rule === undefined ? {} : { rule }),
    roles: decision.roles.map(toRole),
    call_id: callId,
  };
}

function refusal({
  code,
  reason,
  policy,
}: Decision): Pick<DecisionContext, "reason_admin" | "reason_user"> {
  const why = code ?? "no rule allows it";
  return {
    reason_admin: { "403": `${policy}: ${why}` },
    reason_user: { "403": reason },
  };
}

function toRole(held: HeldRole): RoleContext {
  const { role } = held;
  if (held.scope === "organization") {
    const from = held.isDefault ? "the default" : "organization role";
    return { role, ...(role === "none" ? {} : { from: [from] }) };
  }
  const { app, project, via } = held;
  return {
    app,
    project,
    role,
    ...(via.length === 0 ? {} : { from: via.map(sourcePhrase) }),
  };
}
