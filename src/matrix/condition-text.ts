import {
  PlanExpression,
  type PlanExpressionOperand,
  PlanExpressionVariable,
} from "@cerbos/core";

/**
 * A query plan's condition in words, such as `access is everyone, or the principal is in editors`.
 *
 * @param principal the id of the principal, which the words call "the principal"
 */
export function conditionText(
  condition: PlanExpressionOperand,
  principal: string,
): string {
  return phrase(condition, principal).text;
}

/**
 * A condition in words, and how its parts are joined. If it becomes part of one that is joined otherwise, it needs
 * parentheses.
 */
interface Phrase {
  readonly text: string;
  readonly joint?: "and" | "or" | "compared" | undefined;
}

function phrase(operand: PlanExpressionOperand, principal: string): Phrase {
  if (operand instanceof PlanExpressionVariable) {
    return { text: operand.name.replace(/^request\.(resource\.attr\.)?/, "") };
  }
  if (!(operand instanceof PlanExpression)) {
    return { text: valueText(operand.value, principal) };
  }
  const { operator, operands } = operand;
  const parts = operands.map((each) => phrase(each, principal));
  if (operator === "and" || operator === "or") return join(operator, parts);
  const [first = "", second = ""] = parts.map(enclosed);
  if (operator === "not" && parts.length === 1) return { text: `not ${first}` };
  const [left, right] =
    first === PRINCIPAL && (operator === "eq" || operator === "ne")
      ? [second, first]
      : [first, second];
  const word = WORDS.get(operator);
  return word !== undefined && parts.length === 2
    ? { text: `${left} ${word} ${right}`, joint: "compared" }
    : { text: `${operator}(${parts.map(({ text }) => text).join(", ")})` };
}

const PRINCIPAL = "the principal";

/** The operators with two sides. Others are shown as calls. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["eq", "is"],
  ["ne", "is not"],
  ["in", "is in"],
  ["lt", "<"],
  ["le", "<="],
  ["gt", ">"],
  ["ge", ">="],
]);

/** Joins parts with "and" or "or". A part with the same operator needs no parentheses. */
function join(joint: "and" | "or", parts: readonly Phrase[]): Phrase {
  return {
    joint,
    text: parts
      .map((part) =>
        part.joint === joint || part.joint === "compared"
          ? part.text
          : enclosed(part),
      )
      .join(` ${joint} `),
  };
}

function enclosed({ text, joint }: Phrase): string {
  return joint === undefined ? text : `(${text})`;
}

function valueText(value: unknown, principal: string): string {
  if (value === principal) return PRINCIPAL;
  if (Array.isArray(value)) {
    return `[${value.map((each) => valueText(each, principal)).join(", ")}]`;
  }
  return typeof value === "string" && isPlain(value)
    ? value
    : JSON.stringify(value);
}

/** Whether a string needs no quotes to be recognized as a string. */
function isPlain(value: string): boolean {
  return /^[a-z][\w.@:-]*$/i.test(value) && !/^(true|false|null)$/.test(value);
}
