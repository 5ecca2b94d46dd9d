import { join } from "node:path";
import {
  EVENT_ID,
  getScalarValue,
  load,
  parseEvents,
  SCALAR_STYLE,
} from "js-yaml";
import { quote } from "../../util/quote.ts";
import { PolicyError } from "../policy-error.ts";
import type { PolicyFile } from "../policy-files.ts";

/** As much of a suite as is read here; all else is kept as it is. */
export interface SuiteDocument {
  readonly tests: readonly TestDocument[];
}

export interface TestDocument {
  readonly name: string;
  readonly skip?: boolean;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What some parser takes for a number, and how all of them read one alike. */
const NUMBER_LIKE = /^[-+]?(?:0[box][\da-f_]*|\.?\d[\d._]*(?:e[-+]?\d*)?)$/i;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * A suite that Cerbos has read, to be written anew.
 *
 * @throws {PolicyError} for what Cerbos may read in another way, so that other requests would be traced than it decides on
 */
export function readSuiteDocument(
  { path, text }: PolicyFile,
  folder: string,
): SuiteDocument {
  const refuse = (problem: string, offset = 0): never => {
    const line = text.slice(0, offset).split("\n").length;
    throw new PolicyError(join(folder, path), `Line ${line}: ${problem}`);
  };
  let documents = 0;
  for (const event of parseEvents(text, {})) {
    if (event.type === EVENT_ID.DOCUMENT) documents += 1;
    if ("tagStart" in event && event.tagStart >= 0) {
      refuse("Parsers differ on tags. Leave this one out.", event.tagStart);
    }
    if (event.type !== EVENT_ID.SCALAR) continue;
    if (event.style !== SCALAR_STYLE.PLAIN) continue;
    const value = getScalarValue(text, event);
    if (value === "<<") {
      const problem = "Parsers differ on the key <<. Write out what it merges.";
      refuse(problem, event.valueStart);
    }
    if (NUMBER_LIKE.test(value) && !NUMBER.test(value)) {
      const problem = `Parsers differ on ${quote(value)}. Write a plain decimal number, or put it in quotes.`;
      refuse(problem, event.valueStart);
    }
  }
  if (documents > 1) refuse("The file holds several documents. Leave one.");
  // The compiler has read it, however many its aliases are.
  return load(text, { maxAliases: Infinity }) as SuiteDocument;
}
