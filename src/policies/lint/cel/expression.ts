import { Environment, type ASTNode } from "@marcbachmann/cel-js";
import { messageOf } from "../../policy-files.ts";
import type { Place } from "../finding.ts";

/** A CEL expression, on the line where its text begins. */
export interface Expression extends Place {
  readonly text: string;
  /** What it means; nothing where it cannot be parsed. */
  readonly ast?: ASTNode | undefined;
  /** Why it cannot be parsed. */
  readonly problem?: string | undefined;
}

// Cerbos knows optional values too. The limit keeps what walks an expression, level by level, within the stack.
const CEL = new Environment({
  unlistedVariablesAreDyn: true,
  enableOptionalTypes: true,
  limits: { maxAstNodes: 2_000 },
});

export function parseExpression(
  { file, line }: Place,
  text: string,
): Expression {
  try {
    return { file, line, text, ast: CEL.parse(text).ast };
  } catch (error) {
    // A RangeError, where it is nested too deeply, is one of these.
    return { file, line, text, problem: messageOf(error) };
  }
}
