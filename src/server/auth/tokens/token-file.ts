import { readFile, stat } from "node:fs/promises";
import type { Instant } from "../../../model/instant.ts";
import { parseInstant } from "../../../model/instant.ts";
import { quote } from "../../../util/quote.ts";
import { digestOf } from "./token.ts";
import { RolebookError } from "../../../errors/rolebook-error.ts";
import { messageOf } from "../../../util/message.ts";

/** One line of a tokens file: who may ask, by which token. */
export interface TokenEntry {
  /** Whose it is, for the log. Several tokens may have one name, so that the old one still works while the new one is rolled out. */
  readonly name: string;
  /** The SHA-256 of the token. */
  readonly digest: Buffer;
  /** When it stops to work; never, if absent. */
  readonly expires?: Instant | undefined;
}

/** A tokens file is not what it should be. */
export class TokenFileError extends RolebookError {
  override readonly name = "TokenFileError";
  /** All that is wrong, each with its line where it is about one. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super("tokens_invalid", problems.join("\n"));
    this.problems = problems;
  }
}

/** More are slow to compare, each with each, and no operator has them. */
const MOST_TOKENS = 1_000;

/** Bytes; room for as many tokens, with a comment for each. */
const LARGEST = 1024 * 1024;

const NAME = /^[\w.@-]{1,64}$/;
const HASH = /^sha256:[\da-f]{64}$/;

/**
 * Reads a tokens file.
 *
 * @throws {TokenFileError} where it cannot be read, holds no token, is not right in any line, or may be changed by everybody
 */
export async function readTokenFile(
  path: string,
): Promise<readonly TokenEntry[]> {
  let text: string;
  try {
    const { mode, size } = await stat(path);
    if (process.platform !== "win32" && (mode & 0o002) !== 0) {
      throw new TokenFileError([
        `${path}: Every user of this machine can write to it, and so give themselves a token: chmod o-w ${quote(path)}.`,
      ]);
    }
    if (size > LARGEST) {
      throw new TokenFileError([`${path}: It is larger than 1 MiB.`]);
    }
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof TokenFileError) throw error;
    throw new TokenFileError([
      `${path}: It cannot be read: ${messageOf(error)}.`,
    ]);
  }
  return parseTokenFile(text, path);
}

/**
 * Reads the text of a tokens file: on each line a name, `sha256:` with the hash of the token in hexadecimal digits, and, if it is to
 * end, `expires=` with a date or a date and time with its zone. What follows a `#` is a comment.
 *
 * @throws {TokenFileError} with all problems
 */
export function parseTokenFile(
  text: string,
  path: string,
): readonly TokenEntry[] {
  const problems: string[] = [];
  const entries: TokenEntry[] = [];
  const lineOfHash = new Map<string, number>();
  text.split(/\r?\n/).forEach((line, index) => {
    const words = line.replace(/#.*/, "").trim().split(/\s+/);
    if (words[0] === "") return;
    const at = `${path}:${index + 1}`;
    const [name = "", hash = "", ...rest] = words;
    const found = problemsOfLine(name, hash, rest);
    const before = lineOfHash.get(hash);
    if (before !== undefined)
      found.push(`It repeats the token of line ${before}.`);
    problems.push(...found.map((problem) => `${at}: ${problem}`));
    if (found.length > 0) return;
    lineOfHash.set(hash, index + 1);
    const [expires] = rest.map((word) => parseInstant(word.slice(8)));
    const digest = Buffer.from(hash.slice("sha256:".length), "hex");
    entries.push({ name, digest, expires });
  });
  if (entries.length === 0 && problems.length === 0) {
    problems.push(
      `${path}: It holds no token, so nobody could ask anything. \`rolebook token <name>\` makes one.`,
    );
  }
  if (entries.length > MOST_TOKENS) {
    problems.push(`${path}: It holds more than ${MOST_TOKENS} tokens.`);
  }
  if (problems.length > 0) throw new TokenFileError(problems);
  return entries;
}

function problemsOfLine(
  name: string,
  hash: string,
  rest: readonly string[],
): string[] {
  const problems: string[] = [];
  if (!NAME.test(name)) {
    problems.push(
      "It begins with no name: up to 64 letters, digits and the characters . _ @ -.",
    );
  }
  if (hash === EMPTY_HASH) {
    problems.push("It is the hash of nothing, which is no token.");
  } else if (!HASH.test(hash)) {
    // Never the word itself: it may be a token.
    problems.push(
      "The second word is no hash: `sha256:` and 64 hexadecimal digits in lower case, as `rolebook token` prints it.",
    );
  }
  const [expiry, ...more] = rest;
  if (
    more.length > 0 ||
    (expiry !== undefined &&
      (!expiry.startsWith("expires=") ||
        parseInstant(expiry.slice("expires=".length)) === undefined))
  ) {
    problems.push(
      "After the hash there is at most expires=, with a date, or a date and time with its zone, such as expires=2027-01-31T00:00:00Z.",
    );
  }
  return problems;
}

const EMPTY_HASH = `sha256:${digestOf("").toString("hex")}`;

/** The line of a tokens file for a token. */
export function tokenLine(
  name: string,
  token: string,
  expires?: Instant,
): string {
  const until =
    expires === undefined ? "" : ` expires=${new Date(expires).toISOString()}`;
  return `${name} sha256:${digestOf(token).toString("hex")}${until}`;
}

/** Whether it can be the name of a token. */
export function isTokenName(name: string): boolean {
  return NAME.test(name);
}
