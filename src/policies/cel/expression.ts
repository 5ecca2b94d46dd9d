import { Environment, type ASTNode } from "@marcbachmann/cel-js";
import { firstLineOf } from "../../util/message.ts";
import type { Position } from "../tree/position.ts";

/** A CEL expression, on the line where its text begins. */
export interface Expression extends Position {
  readonly text: string;
  /** The syntax tree; undefined if it cannot be parsed. */
  readonly ast?: ASTNode | undefined;
  /** Why it cannot be parsed. */
  readonly problem?: string | undefined;
}

// Cerbos has optional values too. The limit keeps recursive walks over an expression within the stack.
const CEL = new Environment({
  unlistedVariablesAreDyn: true,
  enableOptionalTypes: true,
  limits: { maxAstNodes: 2_000 },
});

export function parseExpression(
  { file, line }: Position,
  text: string,
): Expression {
  try {
    const { ast } = CEL.parse(text);
    return endsStringsElsewhere(text)
      ? { file, line, text, problem: ESCAPED_QUOTE }
      : { file, line, text, ast };
  } catch (error) {
    // This includes a RangeError if it is nested too deeply.
    return { file, line, text, problem: firstLineOf(error) };
  }
}

const ESCAPED_QUOTE =
  "a raw string has a backslash before a quote, where parsers disagree on the string's end";

/** A comment, a raw string as Cerbos reads it, or another string. */
const OPAQUE =
  /\/\/[^\n]*|[rR](?<raw>"""|'''|"|')[^]*?\k<raw>|(?<quote>"""|'''|"|')(?:\\[^]|(?!\k<quote>)[^\\])*\k<quote>/g;

/** In a raw string, Cerbos reads a backslash as itself, but the parser here lets it escape the quote that follows. */
function endsStringsElsewhere(text: string): boolean {
  return [...text.matchAll(OPAQUE)].some(
    ({ 0: found, groups }) =>
      groups?.["raw"] !== undefined && /\\["']/.test(found),
  );
}
