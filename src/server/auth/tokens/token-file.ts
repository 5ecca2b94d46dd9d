import { readFile, stat } from "node:fs/promises";
import type { Instant } from "../../../model/instant.ts";
import { parseInstant } from "../../../model/instant.ts";
import { quote } from "../../../util/quote.ts";
import { digestOf } from "./token.ts";
import { RolebookError } from "../../../errors/rolebook-error.ts";
import { messageOf } from "../../../util/message.ts";

/** One line of a tokens file: a client and the hash of its token. */
export interface TokenEntry {
  /**
   * The client's name for the log. Two tokens may have the same name, so that the old one works while a new one is
   * rolled out.
   */
  readonly name: string;
  /** The SHA-256 of the token. */
  readonly digest: Buffer;
  /** When the token stops working; never if absent. */
  readonly expires?: Instant | undefined;
}

/** A tokens file is invalid. */
export class TokenFileError extends RolebookError {
  override readonly name = "TokenFileError";
  /** All problems, each with its line if it is about one line. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super("tokens_invalid", problems.join("\n"));
    this.problems = problems;
  }
}

/** The most tokens in a file. More would be slow, because each request is compared with all of them. */
const MOST_TOKENS = 1_000;

/** The most bytes of a file. It has room for that many tokens with a comment each. */
const LARGEST = 1024 * 1024;

const NAME = /^[\w.@-]{1,64}$/;
const HASH = /^sha256:[\da-f]{64}$/;

/**
 * Reads a tokens file.
 *
 * @throws {TokenFileError} if it cannot be read, holds no token, has a wrong line, or everybody may write to it
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
 * Reads the text of a tokens file. A line has a name, `sha256:` with the hash of the token in hexadecimal digits, and
 * optionally `expires=` with a date, or a date and time with a time zone. A `#` begins a comment.
 *
 * @throws {TokenFileError} if it is not valid; it has all problems
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
      "It does not begin with a name: up to 64 letters, digits and the characters . _ @ -.",
    );
  }
  if (hash === EMPTY_HASH) {
    problems.push("It is the hash of an empty text, which is not a token.");
  } else if (!HASH.test(hash)) {
    // The message never repeats the word, because it may be a token.
    problems.push(
      "The second word is not a hash: `sha256:` and 64 hexadecimal digits in lower case, as `rolebook token` prints it.",
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
      "Only expires= may follow the hash, with a date, or a date and time with a time zone, such as expires=2027-01-31T00:00:00Z.",
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

/** Whether a text can be the name of a token. */
export function isTokenName(name: string): boolean {
  return NAME.test(name);
}
