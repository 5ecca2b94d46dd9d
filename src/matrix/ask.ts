import type { Value } from "@cerbos/core";
import type { Principal } from "../access/principal.ts";
import type { Plan } from "../directory/model.ts";
import { PLANS } from "../directory/model.ts";
import { MAX_ACTIONS, type Pdp, type QueryPlan } from "../pdp/pdp.ts";
import type { Kind } from "../policies/catalog.ts";
import { circumstances } from "./circumstances.ts";
import { type Column, ORGANIZATION, PROJECT } from "./columns.ts";
import { conditionText } from "./condition-text.ts";

/** Where the answer depends on something: on what, and what a refusal says. */
export interface MatrixCondition {
  /** In words, such as `access is everyone or the principal is in editors`. */
  readonly text: string;
  /** The refusal codes where it does not hold, in alphabetical order. */
  readonly codes: readonly string[];
}

/** What one role or credential may do. */
export type Answer =
  | { readonly kind: "always" | "never" }
  | { readonly kind: "condition"; readonly condition: MatrixCondition };

/** Asks the PDP whether a column allows an action, on every plan of the organization. */
export async function ask(
  pdp: Pdp,
  kind: Kind,
  action: string,
  { principal }: Column,
): Promise<Answer> {
  const attr = {
    organization: ORGANIZATION,
    ...(kind.attributes.has("project") ? { project: PROJECT } : {}),
  };
  const plans = plansFor(kind);
  const answers = await Promise.all(
    plans.map(async (plan) => {
      const asked = withPlan(principal, plan);
      return pdp.plan({ principal: asked, action, kind: kind.name, attr });
    }),
  );
  const texts = answers.map((answer) => textOf(answer, principal.id));
  const [first, ...rest] = texts;
  if (first !== undefined && rest.every((text) => text === first)) {
    if (first === ALWAYS) return { kind: "always" };
    if (first === NEVER) return { kind: "never" };
  }
  return {
    kind: "condition",
    condition: {
      text: acrossPlans(texts, plans),
      codes: await codesOf(pdp, kind, action, principal),
    },
  };
}

/** The plans that an answer may differ by. */
function plansFor(kind: Kind): readonly Plan[] {
  return kind.mentions("organizationPlan") ? PLANS : ["enterprise"];
}

const ALWAYS = "always";
const NEVER = "never";

function textOf(plan: QueryPlan, principal: string): string {
  switch (plan.kind) {
    case "always_allowed":
      return ALWAYS;
    case "always_denied":
      return NEVER;
    case "conditional":
      return conditionText(plan.condition, principal);
  }
}

/** One text for all plans, or for each text the plans that it is for. */
function acrossPlans(texts: readonly string[], asked: readonly Plan[]): string {
  const distinct = [...new Set(texts)];
  if (distinct.length === 1) return distinct.join("");
  return distinct
    .filter((text) => text !== NEVER)
    .map((text) => {
      const plans = asked.filter((_, at) => texts[at] === text);
      const those = `the plan is ${plans.join(" or ")}`;
      return text === ALWAYS ? those : `${those} and (${text})`;
    })
    .join(", or ");
}

/** The codes that the PDP gives for refusals, over all circumstances and plans. */
async function codesOf(
  pdp: Pdp,
  kind: Kind,
  action: string,
  principal: Principal,
): Promise<readonly string[]> {
  const resources = [...circumstances(kind, principal.id)].map(
    (attr: Readonly<Record<string, Value>>) => ({
      resource: { kind: kind.name, id: kind.name, attr },
      actions: [action],
    }),
  );
  const codes = new Set<string>();
  for (const plan of plansFor(kind)) {
    for (let from = 0; from < resources.length; from += MAX_ACTIONS) {
      const answers = await pdp.check({
        principal: withPlan(principal, plan),
        resources: resources.slice(from, from + MAX_ACTIONS),
      });
      for (const { rulings } of answers) {
        for (const { allowed, codes: given } of rulings) {
          if (!allowed) given.forEach((code) => codes.add(code));
        }
      }
    }
  }
  return [...codes].sort();
}

function withPlan(principal: Principal, organizationPlan: Plan): Principal {
  return { ...principal, attr: { ...principal.attr, organizationPlan } };
}
