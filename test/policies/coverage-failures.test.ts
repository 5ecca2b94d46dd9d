import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { policyCoverage } from "../../src/policies/coverage/measure.ts";
import { TemporaryFolderError } from "../../src/policies/coverage/temporary-folder.ts";
import { PolicyError } from "../../src/policies/policy-error.ts";
import { type Contents, policyFolder, RULES, test } from "./coverage-folder.ts";

function toPolicy(key: string, policy: object): object {
  return { apiVersion: "api.cerbos.dev/v1", [key]: policy };
}

/** A suite of one test, with a resource that has such an attribute on line 2. */
function suiteWith(value: string): string {
  return `name: document
resources: {it: {kind: document, id: d, attr: {owner: walt, state: open, x: ${value}}}}
principals: {reader: {id: rita, roles: [user], attr: {role: reader}}}
tests: [${JSON.stringify(test("a reader reads", "reader", "read", "it", "ALLOW"))}]
`;
}

describe("what cannot be measured", () => {
  /** What it says; nothing of it may be left. */
  async function failure(contents: Contents): Promise<PolicyError> {
    const folder = await policyFolder(contents);
    const temporary = await mkdtemp(join(tmpdir(), "rb-"));
    onTestFinished(() => rm(temporary, { recursive: true }));
    vi.stubEnv("TMPDIR", temporary);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const error: unknown = await policyCoverage(folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(await readdir(temporary)).toEqual([]);
    expect(error).toBeInstanceOf(PolicyError);
    return error as PolicyError;
  }

  it("does not compile: in the compiler's words", async () => {
    const rule = { ...RULES[0], derivedRoles: ["raeder"] };
    const { message } = await failure({ rules: [rule] });
    expect(message).toContain('Derived role "raeder" is not defined');
    expect(message).toContain("document.yaml:");
  });

  it("is a suite that cannot be run", async () => {
    const tests = [test("nobody", "nobody", "read", "mine_open", "DENY")];
    const error = await failure({ tests });
    expect(error.file).toMatch(/document_test\.yaml$/);
    expect(error.message).toMatch(/nobody/);
  });

  const READ = {
    name: "read",
    actions: ["read"],
    effect: "EFFECT_ALLOW",
    roles: ["user"],
  };
  const POLICY = { version: "default", resource: "other", rules: [READ] };

  it.each<[string, object | string, string]>([
    [
      "a principal policy",
      toPolicy("principalPolicy", {
        version: "default",
        principal: "rita",
        rules: [],
      }),
      'Line 3: The key "principalPolicy" is not understood',
    ],
    [
      "a policy with a scope",
      toPolicy("resourcePolicy", {
        ...POLICY,
        resource: "document",
        scope: "acme",
      }),
      "The policy has a scope",
    ],
    [
      "a policy of another version",
      toPolicy("resourcePolicy", { ...POLICY, version: "next" }),
      'The version "next"',
    ],
    [
      "a policy in a spelling that only Cerbos knows",
      toPolicy("resource_policy", POLICY),
      'The key "resource_policy" is not understood',
    ],
    [
      "a policy that merges keys",
      `apiVersion: api.cerbos.dev/v1
metadata: {annotations: &read {description: "for *read"}}
resourcePolicy:
  version: default
  resource: other
  rules:
    - &first {name: read, actions: [read], effect: EFFECT_ALLOW, roles: [user]}
    - {<<: *first, name: also}
`,
      'Line 8: The key "<<" is not understood',
    ],
    ["a file without a policy", "# Nothing yet\n", "The file holds nothing"],
    ["an empty file", "", "The file holds nothing"],
    [
      "a file that goes on after its policy",
      `${JSON.stringify(toPolicy("resourcePolicy", POLICY))}\n---\n# The end\n`,
      "The file holds several documents",
    ],
    [
      "a rule for a pattern of actions",
      toPolicy("resourcePolicy", {
        ...POLICY,
        rules: [{ ...READ, actions: ["x:*"] }],
      }),
      "follows actions by name",
    ],
    [
      "a kind that traces may take for another",
      `{"apiVersion": "api.cerbos.dev/v1", "resourcePolicy": ${JSON.stringify({ ...POLICY, resource: "docu::ment" })}}`,
      'may take "docu::ment" for another',
    ],
  ])("is %s", async (_what, other, problem) => {
    const beside = toPolicy("resourcePolicy", {
      ...POLICY,
      resource: "docu:ment",
    });
    const error = await failure({
      files: { "beside.yaml": beside, "other.yaml": other },
    });
    expect(error.file).toMatch(/other\.yaml$/);
    expect(error.message).toContain(problem);
  });

  it.each([
    ...["0777", "1_000", "0b11", "08", "1e3", "-0x1F", "+5", ".5", "1."],
    ...["!!str 5", '!!int "7"', "{<<: {a: 1}}"],
  ])("is a suite that Cerbos may read otherwise: %s", async (value) => {
    const error = await failure({
      files: { "document_test.yaml": suiteWith(value) },
    });
    expect(error.file).toMatch(/document_test\.yaml$/);
    expect(error.message).toContain("Line 2: Parsers differ on");
  });

  it("is a suite with more documents, of which Cerbos reads one", async () => {
    const suite = `${suiteWith("1")}---\n# The end\n`;
    const error = await failure({ files: { "document_test.yaml": suite } });
    expect(error.message).toContain("The file holds several documents");
  });

  it.each(["0", "-1", "12.50", "2026-07-01", '"0777"', "3f", "1:30", "true"])(
    "is no suite that all read alike: %s",
    async (value) => {
      const files = { "document_test.yaml": suiteWith(value) };
      const { decisions } = await policyCoverage(await policyFolder({ files }));
      expect(decisions).toEqual({ total: 1, traced: 1 });
    },
  );

  it("is anything without a place for temporary files", async () => {
    const folder = await policyFolder();
    vi.stubEnv("TMPDIR", "/nowhere");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    await expect(policyCoverage(folder)).rejects.toThrow(TemporaryFolderError);
  });
});

it("leaves nothing behind where its process is killed", async () => {
  const folder = await policyFolder();
  const temporary = await mkdtemp(join(tmpdir(), "rb-"));
  onTestFinished(() => rm(temporary, { recursive: true }));
  const script = `
    const { policyCoverage } = await import(${JSON.stringify(packagePath("src/policies/coverage/measure.ts"))});
    await policyCoverage(${JSON.stringify(folder)});`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", script],
    {
      cwd: packagePath(),
      env: { ...process.env, TMPDIR: temporary },
      stdio: "ignore",
    },
  );
  const ours = async (): Promise<string[]> =>
    (await readdir(temporary)).filter((name) => name.startsWith("rolebook-"));
  await vi.waitUntil(async () => (await ours()).length > 0, {
    timeout: 20_000,
    interval: 2,
  });
  child.kill("SIGKILL");
  const [, signal] = (await once(child, "exit")) as [unknown, string];
  expect(signal).toBe("SIGKILL");
  await vi.waitUntil(async () => (await ours()).length === 0, {
    timeout: 5_000,
  });
});
