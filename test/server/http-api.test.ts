import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { SUBJECT_TYPES } from "../../src/server/authzen/subject-reference.ts";
import { HELD_KINDS } from "../../src/kinds/held-resources.ts";
import { PATHS } from "../../src/server/authzen/paths.ts";
import { LIMITS } from "../../src/server/http/limits.ts";
import { asOnPage, curlExamples, parseCurl } from "../support/curl-page.ts";
import { testService, type TestService } from "./support.ts";

const page = await readFile(packagePath("docs", "http-api.md"), "utf8");
const examples = curlExamples(page);

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
    expect(examples.map(({ answer }) => answer)).not.toContain(undefined);
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
      const expected: unknown = JSON.parse(answer ?? "");
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
