import type { PlanExpressionOperand } from "@cerbos/core";
import {
  MissingAttributeError,
  UnsuitableAttributeError,
} from "../../src/filter/attribute-errors.ts";
import { compileCondition } from "../../src/filter/compile-condition.ts";
import { UnsupportedPlanError } from "../../src/filter/unsupported-plan-error.ts";
import type { Pdp } from "../../src/pdp/pdp.ts";
import { effectsOf, idOf } from "./effects.ts";
import { textOf } from "./plans.ts";
import { reported } from "./reported.ts";
import { type Action, ANA, nameOf, planOf, type Thing } from "./things.ts";

/** What came of comparing a PDP's answers with those of compiled conditions. */
export interface Comparison {
  /** Answers that are the same, and those of them that are an allow. */
  readonly same: number;
  readonly allowed: number;
  /** Answers that the condition does not give, as an attribute is missing or unsuitable. */
  readonly withheld: number;
  /** The actions whose plans cannot be evaluated. */
  readonly unsupported: readonly Action[];
  /** Every other answer, in words. */
  readonly different: readonly string[];
}

/** Compares every action on every thing. */
export async function compare(
  pdp: Pdp,
  kind: string,
  actions: readonly Action[],
  things: readonly Thing[],
): Promise<Comparison> {
  let same = 0;
  let allowed = 0;
  let withheld = 0;
  const unsupported: Action[] = [];
  const different: string[] = [];
  const answers = await effectsOf(pdp, {
    principal: ANA,
    kind,
    actions: actions.map((_, index) => nameOf(index)),
    resources: things,
  });
  for (const [index, action] of actions.entries()) {
    const plan = await planOf(pdp, kind, index);
    const judge = judgeOf(plan);
    if (judge === undefined) {
      unsupported.push(action);
      continue;
    }
    for (const [at, attr] of things.entries()) {
      const expected = answers[index]?.[at];
      const actual = judge({ id: idOf(at), attr });
      if (actual === expected) {
        same++;
        if (actual) allowed++;
      } else if (actual === "withheld") {
        withheld++;
      } else {
        different.push(
          `${JSON.stringify(action)} is planned as ${textOf(plan)}; on ${JSON.stringify(attr)} the PDP says ${String(expected)}, the filter ${String(actual)}`,
        );
      }
    }
  }
  return {
    same,
    allowed,
    withheld,
    unsupported,
    different: reported(different),
  };
}

type Judge = (thing: { id: string; attr: Thing }) => boolean | "withheld";

function judgeOf(plan: PlanExpressionOperand): Judge | undefined {
  try {
    const matches = compileCondition(plan);
    return (thing) => {
      try {
        return matches(thing);
      } catch (error) {
        if (
          error instanceof MissingAttributeError ||
          error instanceof UnsuitableAttributeError
        ) {
          return "withheld";
        }
        throw error;
      }
    };
  } catch (error) {
    if (error instanceof UnsupportedPlanError) return undefined;
    throw error;
  }
}
