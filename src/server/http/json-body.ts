import { printable, quote } from "../../util/quote.ts";
import { badRequest } from "./errors.ts";

/** The deepest nesting. No request needs more, and code that reads a body may be recursive. */
const DEEPEST = 32;

/**
 * The value of a JSON body. AuthZEN, "JSON Payload Considerations".
 *
 * It is stricter than JSON, so that a text cannot mean two things: it must be UTF-8, an object may have each name only
 * once, and a string may not hold half of a surrogate pair, which would become another character on the way to the PDP.
 *
 * @throws {ApiError} if the body is not valid
 */
export function parseBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) {
    throw badRequest([{ pointer: "", message: "The body is empty." }]);
  }
  let text: string;
  let body: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    body = JSON.parse(text);
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message : "not UTF-8";
    const message = printable(`The body is not JSON: ${why}.`);
    throw badRequest([{ pointer: "", message }]);
  }
  const message = defectOf(body) ?? repetitionIn(text);
  if (message !== undefined) throw badRequest([{ pointer: "", message }]);
  return body;
}

function defectOf(body: unknown): string | undefined {
  let level: readonly unknown[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) {
      return `The body is nested more than ${DEEPEST} levels deep.`;
    }
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === "string") {
        if (!value.isWellFormed()) {
          return "The body holds a string with half of a surrogate pair.";
        }
      } else if (Array.isArray(value)) {
        for (const each of value) next.push(each);
      } else if (typeof value === "object" && value !== null) {
        for (const [name, each] of Object.entries(value)) next.push(name, each);
      }
    }
    level = next;
  }
  return undefined;
}

/** The parts of a JSON text that show where objects begin and end, and what their names are. */
const PARTS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/gs;

/** The problem if an object in a JSON text has a name twice. Readers differ in which of the two values counts. */
function repetitionIn(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [part, colon] of text.matchAll(PARTS)) {
    if (part === "{") open.push(new Set());
    else if (part === "}") open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(part.slice(0, -colon.length)) as string;
      const names = open.at(-1);
      if (names?.has(name) === true) {
        return `An object of the body has the name ${quote(name)} twice.`;
      }
      names?.add(name);
    }
  }
  return undefined;
}
