import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { SUBJECT_TYPES } from "../../src/server/authzen/asking.ts";
import { HELD_KINDS } from "../../src/server/authzen/held-resources.ts";
import { PATHS } from "../../src/server/authzen/paths.ts";
import { LIMITS } from "../../src/server/http/limits.ts";
import { testService, type TestService } from "./support.ts";

/** Where the page says that the server is. */
const BASE = "http://127.0.0.1:8181";

const page = await readFile(packagePath("docs", "http-api.md"), "utf8");

interface Block {
  readonly language: string;
  readonly text: string;
}

const blocks: readonly Block[] = [
  ...page.matchAll(/^```(\w*)\n(.*?)^```$/gms),
].map(([, language = "", text = ""]) => ({ language, text }));

const examples = blocks
  .map(({ text }, index) => ({ command: text, answer: blocks[index + 1] }))
  .filter((_, index) => blocks[index]?.language === "sh");

interface Call {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What it posts; it gets, if there is none. */
  readonly body: string | undefined;
}

/** What a curl command sends. It knows the options that the page has, and refuses others. */
function parseCurl(command: string): Call {
  const [program, ...words] = [
    ...command.matchAll(/'(?<quoted>[^']*)'|[^\s']+/g),
  ].map(([word, quoted]) => quoted ?? word);
  if (program !== "curl") throw new Error(`It is no curl: ${command}`);
  const headers: Record<string, string> = {};
  let path: string | undefined;
  let body: string | undefined;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "-s") continue;
    if (word === "-d") {
      body = words.shift();
    } else if (word === "-H") {
      const [name = "", value = ""] = words.shift()?.split(": ") ?? [];
      headers[name] = value;
    } else if (path === undefined && word.startsWith(`${BASE}/`)) {
      path = word.slice(BASE.length);
    } else {
      throw new Error(`What is ${word} in this? ${command}`);
    }
  }
  if (path === undefined) throw new Error(`It asks nobody: ${command}`);
  return { path, headers, body };
}

/** What differs from run to run. */
const VOLATILE: ReadonlySet<string> = new Set(["call_id", "next_token"]);

/** The answer as the page has it: an ellipsis for what is volatile, and its base URL for the server's. */
function asOnPage(text: string, base: string): unknown {
  return JSON.parse(text, (name, value: unknown) => {
    if (typeof value !== "string") return value;
    if (VOLATILE.has(name) && value !== "") return "…";
    return value.replace(base, BASE);
  });
}

/** The status of an answer, which an error repeats. */
function statusOf(answer: unknown): unknown {
  const { error } = answer as { readonly error?: { readonly status: unknown } };
  return error === undefined ? 200 : error.status;
}

describe("docs/http-api.md", () => {
  let service: TestService;
  let base: string;
  beforeAll(async () => {
    service = await testService({ level: "warn" });
    base = await service.listen("127.0.0.1", 0);
  });
  afterAll(() => service.close());

  it("has an example for every path, each with its answer", () => {
    const { search, ...others } = PATHS;
    const paths = examples.map(({ command }) => parseCurl(command).path);
    expect(new Set(paths)).toEqual(
      new Set([...Object.values(others), ...Object.values(search)]),
    );
    expect(examples.length).toBe(page.match(/^curl /gm)?.length);
    expect(examples.map(({ answer }) => answer?.language)).toEqual(
      examples.map(() => "json"),
    );
  });

  it("has the answers that the server gives", async () => {
    let nextToken = "";
    for (const { command, answer } of examples) {
      const { path, headers, body } = parseCurl(command);
      // A page's token is that of the answer before.
      const sent = body?.replace('"token": "…"', `"token": "${nextToken}"`);
      const response = await fetch(base + path, {
        headers,
        ...(sent === undefined ? {} : { method: "POST", body: sent }),
      });
      const text = await response.text();
      const expected: unknown = JSON.parse(answer?.text ?? "");
      expect(asOnPage(text, base), command).toEqual(expected);
      expect(response.status, command).toBe(statusOf(expected));
      nextToken = /"next_token":"([^"]+)"/.exec(text)?.[1] ?? "";
    }
  });

  it("names every type of subjects, and the kinds that are searched", () => {
    for (const type of SUBJECT_TYPES) {
      expect(page).toMatch(new RegExp(`^\\| \`${type}\` `, "m"));
    }
    const kinds = HELD_KINDS.map((kind) => `\`${kind}\``).join(", ");
    expect(page.replaceAll("\n", " ")).toContain(`of these kinds: ${kinds}.`);
  });

  it("has the limits of a page", () => {
    const { most, usual } = LIMITS.page;
    expect(page).toContain(
      `A page has ${usual} results, or as many as \`limit\` says, at most ${most.toLocaleString("en-US")}.`,
    );
  });
});
