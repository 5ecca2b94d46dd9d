import type { Decision, HeldRole } from "../../decision/decision.ts";
import { sourcePhrase } from "../../decision/wording/phrases.ts";

/** What the context of a response says about its decision. */
export interface DecisionContext {
  /** The refusal code, where a restriction stands in the way. */
  readonly code?: string;
  /** One plain sentence: why, or why not. */
  readonly reason: string;
  /** A refusal, for whoever runs the system and for whoever uses it, by status, as in AuthZEN's examples. */
  readonly reason_admin?: Readonly<Record<"403", string>>;
  readonly reason_user?: Readonly<Record<"403", string>>;
  /** The policy that decided, such as `resource.flag.vdefault`. */
  readonly policy: string;
  readonly policy_version: string;
  /** The rule that allows it. */
  readonly rule?: string;
  /** The roles that the policy looks at, and what gives them. */
  readonly roles: readonly RoleContext[];
  /** What the PDP calls this decision in its log. */
  readonly call_id: string;
}

export interface RoleContext {
  /** Absent for the role in the organization. */
  readonly app?: string;
  readonly project?: string;
  readonly role: string;
  /** Such as `group "Payments Team"`; absent where nothing gives it. */
  readonly from?: readonly string[];
}

/** What a decision says, in the words of AuthZEN. */
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
