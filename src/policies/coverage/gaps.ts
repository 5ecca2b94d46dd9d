import { quote } from "../../util/quote.ts";
import { type CoverageItem, isCovered } from "./coverage.ts";

/** A part that the suites do not exercise both ways, in words. */
export interface CoverageGap {
  /** The policy's file, relative to the policy folder. */
  readonly file: string;
  /** What is missing, such as `rule "change" never applies`. */
  readonly missing: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
}

/** The missing ways. */
type Lack = "both" | "yes" | "no";

/**
 * The parts that the suites do not exercise both ways. If a rule or a condition is not exercised at all, its own parts
 * are not listed. An action is listed only with ways that its rule does not lack as well.
 */
export function gapsIn(items: readonly CoverageItem[]): readonly CoverageGap[] {
  return items
    .filter((item) => !isCovered(item) && !isImplied(item, items))
    .map((item) => {
      const lack = lackOf(item);
      return {
        file: item.file,
        missing: `${subjectOf(item)} ${MISSING[item.part][lack]}`,
        remedy: remedyFor(item, lack),
      };
    });
}

/** Whether the gap of the whole, such as that of the rule, includes the gap of this part. */
function isImplied(
  item: CoverageItem,
  items: readonly CoverageItem[],
): boolean {
  const { part, file, name } = item;
  const whole = WHOLE[part];
  return items.some(
    (each) =>
      each.part === whole &&
      each.file === file &&
      each.name === name &&
      (lackOf(each) === "both" ||
        isImplied(each, items) ||
        (part === "action" &&
          !isCovered(each) &&
          lackOf(each) === lackOf(item))),
  );
}

const WHOLE: Readonly<
  Record<CoverageItem["part"], CoverageItem["part"] | undefined>
> = {
  rule: undefined,
  action: "rule",
  condition: "rule",
  variable: "condition",
  derived_role: undefined,
};

function lackOf({ yes, no, isUnconditional }: CoverageItem): Lack {
  if (yes > 0) return "no";
  return no > 0 || isUnconditional === true ? "yes" : "both";
}

function subjectOf(item: CoverageItem): string {
  const { part, name, actions = [], variable = "" } = item;
  switch (part) {
    case "rule":
      return `rule ${quote(name)}`;
    case "action":
      return `action ${actions.map(quote).join()} of rule ${quote(name)}`;
    case "condition":
      return `the condition of rule ${quote(name)}`;
    case "variable":
      return `V.${variable}, in the condition of rule ${quote(name)},`;
    case "derived_role":
      return `derived role ${quote(name)}`;
  }
}

const NEVER = {
  both: "is never asked",
  yes: "is never true",
  no: "is never false",
} as const;

const RULE = {
  both: "is in no test",
  yes: "never applies",
  no: "always applies",
} as const;

const MISSING: Readonly<
  Record<CoverageItem["part"], Readonly<Record<Lack, string>>>
> = {
  rule: RULE,
  action: RULE,
  condition: NEVER,
  variable: NEVER,
  derived_role: {
    both: "is in no test",
    yes: "is never held",
    no: "is always held",
  },
};

function remedyFor(item: CoverageItem, lack: Lack): string {
  const test = `Add a test of ${actionsOf(item)} on ${item.kind ?? ""}`;
  switch (item.part) {
    case "rule":
    case "action":
      return {
        both: `${test} in which it applies, and one in which it does not.`,
        yes: `${test} in which it applies: for somebody with one of its roles, who meets its condition.`,
        no: `${test} in which it does not apply: for somebody without its roles, or who does not meet its condition.`,
      }[lack];
    case "condition":
    case "variable":
      return {
        both: `${test} in which it is true, and one in which it is false, for somebody with one of the rule's roles.`,
        yes: `${test} in which it is true, for somebody with one of the rule's roles.`,
        no: `${test} in which it is false, for somebody with one of the rule's roles.`,
      }[lack];
    case "derived_role":
      return {
        both: "Add a test for somebody who holds it, and one for somebody who does not, of a kind whose rules name it.",
        yes: "Add a test for somebody who holds it, of a kind whose rules name it.",
        no: "Add a test for somebody who does not hold it, of a kind whose rules name it.",
      }[lack];
  }
}

/** The most actions that a remedy names. Any of them will do. */
const NAMED = 3;

function actionsOf({ actions = [] }: CoverageItem): string {
  const named = actions.slice(0, NAMED).join(", ");
  if (actions.length > NAMED) return `one of ${named}, …`;
  return actions.length > 1 ? `one of ${named}` : named;
}
