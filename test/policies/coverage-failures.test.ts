import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { packagePath } from "../../src/package-root.ts";
import { PdpUnavailableError } from "../../src/pdp/errors.ts";
import { policyCoverage } from "../../src/policies/coverage/measure.ts";
import { PolicyError } from "../../src/policies/policy-error.ts";
import { type Contents, policyFolder, RULES, test } from "./coverage-folder.ts";

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

  it.each([
    ["principalPolicy", { version: "default", principal: "rita", rules: [] }],
    [
      "resourcePolicy",
      {
        version: "default",
        resource: "document",
        scope: "acme",
        rules: [
          {
            name: "read",
            actions: ["read"],
            effect: "EFFECT_ALLOW",
            roles: ["user"],
          },
        ],
      },
    ],
  ])(
    "is a %s whose rules the traces mix up with others",
    async (key, value) => {
      const other = { apiVersion: "api.cerbos.dev/v1", [key]: value };
      const error = await failure({ files: { "other.yaml": other } });
      expect(error.file).toMatch(/other\.yaml$/);
      expect(error.message).toContain("without a scope");
    },
  );

  it("is anything without a place for temporary files", async () => {
    const folder = await policyFolder();
    vi.stubEnv("TMPDIR", "/nowhere");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    await expect(policyCoverage(folder)).rejects.toThrow(PdpUnavailableError);
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
