import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Authorizer } from "../../src/authorizer/authorizer.ts";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import { toJson } from "../../src/cli/output.ts";
import { run } from "../../src/cli/program.ts";
import type { Decision } from "../../src/decision/decision.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { loadCatalog } from "../../src/policies/catalog.ts";
import type { AnyPolicies } from "../../src/policies/types/policy-types.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { ownAttributesOf } from "../invariants/resources.ts";
import { testService, type TestService } from "../server/support.ts";
import {
  type Attributes,
  type Question,
  questionsBySort,
  type Result,
  TWIN,
} from "./one-way-questions.ts";

/**
 * The command line, the SDK and the AuthZEN server answer alike. The command line and the server are thin: each makes a request of the
 * SDK's out of what it is asked. So the same question is put to all three, and the answers are compared.
 */

const folder = await mkdtemp(join(tmpdir(), "rolebook-"));
await cp(packagePath("examples", "acme"), join(folder, "acme"), {
  recursive: true,
});
await cp(packagePath("examples", "globex"), join(folder, "globex"), {
  recursive: true,
});
await writeFile(
  join(folder, "twins.yaml"),
  ["web", "ios"].map(twinIn).join("---\n"),
);
const directory = await loadDirectory(folder);
const catalog = await loadCatalog();
const pdp = await startPdp();
let authorizer: Authorizer<AnyPolicies>;
let service: TestService;
beforeAll(async () => {
  authorizer = await createAuthorizer<AnyPolicies>({ directory, pdp });
  service = await testService({ directory: folder, pdp: pdp.address });
});
afterAll(async () => {
  await service.close();
  await pdp.close();
  await rm(folder, { recursive: true });
});

function twinIn(project: string): string {
  return `apiVersion: rolebook/v1\nkind: Flag\norganization: acme\nproject: ${project}\nid: ${TWIN}\naccess: everyone\n`;
}

/** A machine that does much else is slow, not wrong. */
const PATIENT = { deadline: 30_000 };

/** What came of a question: a decision, without its number in the PDP's log, or an error. */
type Answer =
  | { readonly decision: Decision; readonly error?: undefined }
  | {
      readonly decision?: undefined;
      readonly error: Pick<Error, "name" | "message">;
    };

function resultOf({ decision, error }: Answer): Result {
  if (error !== undefined) return error.name as Result;
  return decision.allowed ? "allowed" : "refused";
}

function asData(decision: Decision): Answer {
  const data = JSON.parse(toJson(decision)) as Decision;
  return { decision: { ...data, callId: "" } };
}

/** By the SDK: by the id alone, as people type it, or with what the id is that of, as services know it. */
async function bySdk(
  { type, subject: id, as, organization, action, ...resource }: Question,
  reference: "id" | "type",
): Promise<Answer> {
  const who =
    reference === "id"
      ? { subject: id, as }
      : type === "user"
        ? { user: id }
        : { credential: id };
  try {
    const request = { ...who, organization, action, resource };
    return asData(await authorizer.check(request, PATIENT));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name, message } = error;
    return { error: { name, message } };
  }
}

/** By the command line. */
async function byCli(question: Question): Promise<Answer> {
  const { subject, action, kind, id, attr = {}, as, organization } = question;
  const { exitCode, json } = await rolebook([
    ...["check", subject, action, `${kind}:${id}`],
    ...optionsFor(attr),
    ...(as === undefined ? [] : ["--as", as]),
    ...(organization === undefined ? [] : ["--organization", organization]),
  ]);
  if ("error" in json) {
    expect(exitCode).toBe(2);
    const { name, message } = json["error"] as Error;
    return { error: { name, message } };
  }
  const decision = json as unknown as Decision;
  expect(exitCode).toBe(decision.allowed ? 0 : 1);
  return asData(decision);
}

function optionsFor(attr: Attributes): readonly string[] {
  return Object.entries(attr).flatMap(([name, value]) => [
    "--attr",
    `${name}=${Array.isArray(value) ? value.join(",") : String(value)}`,
  ]);
}

async function rolebook(args: readonly string[]): Promise<{
  readonly exitCode: number;
  readonly json: Readonly<Record<string, unknown>>;
}> {
  let out = "";
  const write = (text: string): void => void (out += text);
  const place = ["--directory", folder, "--pdp", pdp.address, "--json"];
  const exitCode = await run([...args, ...place], { out: write, err: write });
  return { exitCode, json: JSON.parse(out) as Record<string, unknown> };
}

/** By the server; what it says of errors, without the places. */
async function byServer(question: Question): Promise<{
  readonly allowed?: boolean;
  readonly code?: unknown;
  readonly reason?: unknown;
  readonly rule?: unknown;
  readonly problems?: string;
}> {
  const { type, subject, organization, action, kind, id, attr } = question;
  const properties = organization === undefined ? {} : { organization };
  const { status, body } = await service.post("/access/v1/evaluation", {
    subject: { type, id: subject, properties },
    action: { name: action },
    resource: { type: kind, id, ...(attr && { properties: attr }) },
  });
  const { decision, context, error } = body as {
    readonly decision?: boolean;
    readonly context?: Readonly<Record<string, unknown>>;
    readonly error?: { readonly problems: readonly { message: string }[] };
  };
  if (error !== undefined) {
    expect(status).toBe(400);
    return { problems: error.problems.map(({ message }) => message).join(" ") };
  }
  const { code, reason, rule } = context ?? {};
  return { allowed: decision === true, code, reason, rule };
}

const sorts = questionsBySort(directory, catalog);

describe("the three ways to ask", () => {
  it.each(Object.keys(sorts))(
    "answer alike about %s",
    async (sort) => {
      const { questions = [], results = [] } = sorts[sort] ?? {};
      const seen = new Set<Result>();
      for (const question of questions) {
        const bySubject = await bySdk(question, "id");
        expect(await byCli(question), show(question)).toEqual(bySubject);
        seen.add(resultOf(bySubject));
        // Over HTTP nobody asks as something else.
        if (question.as !== undefined) continue;
        const answer = await bySdk(question, "type");
        const { allowed, code, reason, rule } = answer.decision ?? {};
        expect(await byServer(question), show(question)).toEqual(
          answer.error === undefined
            ? { allowed, code, reason, rule }
            : {
                problems: expect.toSatisfy(
                  (problems: string) =>
                    problems !== "" && answer.error.message.includes(problems),
                ) as unknown,
              },
        );
        expect(resultOf(answer), show(question)).toBe(resultOf(bySubject));
      }
      expect(questions.length).toBeGreaterThan(0);
      expect([...seen].toSorted()).toEqual(results.toSorted());
    },
    300_000,
  );

  it("agree about everybody and every kind", async () => {
    let allowed = 0;
    const acme = directory.existingOrganization("acme");
    for (const kind of catalog.kinds) {
      const [own = {}] = ownAttributesOf(kind);
      const [action = ""] = kind.actions;
      const attr = (
        kind.attributes.has("project") ? { project: "web", ...own } : own
      ) as Attributes;
      const about = { action, kind: kind.name, id: "x", attr };
      const { json } = await rolebook([
        ...["who-can", action, `${kind.name}:x`, "--organization", "acme"],
        ...optionsFor(attr),
      ]);
      const answers = await Promise.all(
        [
          ...acme.users.map(({ id }) => ({ type: "user", id }) as const),
          ...acme.credentials.map(
            ({ id }) => ({ type: "credential", id }) as const,
          ),
        ].map(({ type, id: subject }) =>
          bySdk({ ...about, type, subject, organization: "acme" }, "type"),
        ),
      );
      const may = answers.filter(({ decision }) => decision?.allowed);
      const told = (json["allowed"] as Decision[]).map(asData);
      expect(told, kind.name).toEqual(may);
      allowed += may.length;
    }
    expect(allowed).toBeGreaterThan(catalog.kinds.length);
  }, 300_000);
});

function show(question: Question): string {
  return JSON.stringify(question);
}
