import type { PlanExpressionOperand, Value } from "@cerbos/core";
import type { Principal } from "../../src/model/principal.ts";
import type { Pdp } from "../../src/pdp/pdp.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { folderWith } from "../directory/support.ts";

/** Resources of any attributes: no schema says what they are, so that a condition meets every value. */
export type Thing = Readonly<Record<string, Value>>;

/** The condition of a rule, as a policy has it. */
export type Match = Readonly<Record<string, unknown>>;

/** What an action takes: an expression, or what any of several rules asks. */
export type Action = string | readonly Match[];

/** Somebody called ana, with attributes that no principal of Rolebook's has. */
export const ANA: Principal = {
  id: "ana",
  roles: ["user"],
  attr: {
    name: "abc",
    tags: ["a", "b"],
    mixed: [1, 2.5, "a", null],
    one: ["a"],
    none: [],
    limits: { a: 1, b: 2 },
  } as unknown as Principal["attr"],
};

/** Starts a PDP with a policy for each kind, whose actions are called after their places in the list. */
export function startWith(
  kinds: Readonly<Record<string, readonly Action[]>>,
): Promise<EmbeddedPdp> {
  const policies = Object.entries(kinds).map(([resource, actions]) => {
    const rules = actions.flatMap((action, index) =>
      matchesOf(action).map((match) => ({
        actions: [nameOf(index)],
        effect: "EFFECT_ALLOW",
        roles: ["user"],
        condition: { match },
      })),
    );
    const policy = {
      apiVersion: "api.cerbos.dev/v1",
      resourcePolicy: { version: "default", resource, rules },
    };
    // Many short lines, of which an error shows those that are wrong.
    return [`${resource}.yaml`, JSON.stringify(policy, null, 1)] as const;
  });
  return startPdp({
    policies: folderWith(Object.fromEntries(policies)),
    deadline: 30_000,
  });
}

function matchesOf(action: Action): readonly Match[] {
  return typeof action === "string" ? [{ expr: action }] : action;
}

/** What the action with this place in the list is called. */
export function nameOf(index: number): string {
  return `action_${index}`;
}

/** The condition in ana's plan for an action, which must have one. */
export async function planOf(
  pdp: Pdp,
  kind: string,
  index: number,
): Promise<PlanExpressionOperand> {
  const action = nameOf(index);
  const plan = await pdp.plan(
    { principal: ANA, action, kind, attr: {} },
    { deadline: 10_000 },
  );
  if (plan.kind === "conditional") return plan.condition;
  throw new Error(`${kind} ${action} is ${plan.kind}`);
}
