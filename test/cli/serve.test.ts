import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { run } from "../../src/cli/program.ts";
import { runServe } from "../../src/cli/commands/serve.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { parseTokenFile } from "../../src/server/auth/tokens/token-file.ts";
import { verifyAmong } from "../../src/server/auth/tokens/tokens.ts";

const ACME = packagePath("examples", "acme");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rolebook-serve-"));
  vi.stubEnv("ROLEBOOK_PDP", undefined);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function rolebook(...args: string[]): Promise<{
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}> {
  let out = "";
  let err = "";
  const exitCode = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { exitCode, out, err };
}

describe("rolebook serve", () => {
  it("does not start without saying who may ask", async () => {
    const { exitCode, out, err } = await rolebook("serve", "--directory", ACME);
    expect(exitCode).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(
      /^rolebook: The server does not start\.\n {2}- Nothing says who may ask\./,
    );
    expect(err).toContain("--insecure-no-auth");
  });

  it("says everything that is wrong at once", async () => {
    const { exitCode, err } = await rolebook(
      "serve",
      ...["--host", "0.0.0.0", "--insecure-no-auth"],
      ...["--directory", join(folder, "none"), "--pdp", "nonsense"],
      ...["--policies", join(folder, "nothing"), "--tls-key", "key"],
      ...["--url", "nowhere"],
    );
    expect(exitCode).toBe(2);
    const problems = err.trim().split("\n").slice(1);
    expect(problems.map((each) => each.slice(0, 34))).toEqual([
      expect.stringContaining("--insecure-no-auth is for"),
      expect.stringContaining("--tls-cert and --tls-key"),
      expect.stringContaining('--url: "nowhere"'),
      expect.stringContaining("--directory: There is no"),
      expect.stringContaining("--policies: There is no"),
      expect.stringContaining('--pdp: "nonsense" is not'),
    ]);
  });

  it("says what is wrong with its port among the rest, and which variable is wrong", async () => {
    vi.stubEnv("ROLEBOOK_DIRECTORY", join(folder, "none"));
    vi.stubEnv("ROLEBOOK_PDP", "nonsense");
    const started = runServe(
      { host: "127.0.0.1", port: "99999", logLevel: "silent" },
      { log: () => undefined },
    );
    await expect(started).rejects.toMatchObject({
      problems: [
        '--port: "99999" is not a port. Give a number from 0 to 65535.',
        expect.stringMatching(/^Nothing says who may ask/),
        expect.stringMatching(/^ROLEBOOK_DIRECTORY: There is no folder/),
        expect.stringMatching(/^ROLEBOOK_PDP: "nonsense" is not/),
      ],
    });
    vi.stubEnv("ROLEBOOK_DIRECTORY", undefined);
    vi.stubEnv("ROLEBOOK_PDP", undefined);
  });

  it.each(["-1", "65536", "http", "80.5", ""])(
    "does not take %j for a port",
    async (port) => {
      const { exitCode, err } = await rolebook("serve", `--port=${port}`);
      expect(exitCode).toBe(2);
      expect(err).toContain("Give a number from 0 to 65535.");
    },
  );

  it("says that a port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { readonly port: number };
    const { exitCode, out, err } = await rolebook(
      "serve",
      ...["--insecure-no-auth", "--directory", ACME],
      ...["--port", String(port)],
    );
    other.close();
    expect(exitCode).toBe(2);
    // Nothing began, so the log has no beginning and no end.
    expect(out).toBe("");
    expect(err).toBe(
      `rolebook: The server does not start.\n  - 127.0.0.1:${port} is taken by another program. Give another with --port <number>.\n`,
    );
    expect(process.listenerCount("SIGTERM")).toBe(0);
  });

  it.each([
    ["schema", join("_schemas", "flag.json"), /^ {2}- .*flag\.json: /m],
    [
      "policy",
      join("experiment", "flag.yaml"),
      /^ {2}- The PDP did not start .*\n(?: {4}.*\n| *\n)*$/m,
    ],
  ])(
    "says that a %s is broken as it says whatever else keeps it from starting",
    async (what, file, problem) => {
      const policies = join(folder, `broken-${what}`);
      await cp(packagePath("policies"), policies, { recursive: true });
      await writeFile(join(policies, file), "{");
      const { exitCode, out, err } = await rolebook(
        "serve",
        ...["--insecure-no-auth", "--directory", ACME, "--port", "0"],
        ...["--policies", policies],
      );
      expect([exitCode, out]).toEqual([3, ""]);
      expect(err).toMatch(/^rolebook: The server does not start\.\n {2}- /);
      expect(err).toMatch(problem);
    },
  );

  it("says what is wrong with a directory, as the other commands do", async () => {
    const wrong = join(folder, "wrong");
    await mkdir(wrong);
    await writeFile(join(wrong, "wrong.yaml"), "kind: Nothing");
    const { exitCode, err } = await rolebook(
      "serve",
      ...["--insecure-no-auth", "--directory", wrong, "--log-level", "silent"],
    );
    expect(exitCode).toBe(1);
    expect(err).toContain("wrong.yaml");
  });
});

describe("rolebook token", () => {
  it("prints a token, and a line that lets it in", async () => {
    const { exitCode, out } = await rolebook("token", "checkout");
    expect(exitCode).toBe(0);
    const [token = ""] = /rolebook_\S+/.exec(out) ?? [];
    const [line = ""] = /checkout sha256:\S+/.exec(out) ?? [];
    const entries = parseTokenFile(line, "tokens");
    expect(verifyAmong(entries, token, Date.now())).toEqual({
      kind: "valid",
      name: "checkout",
    });
    expect(line).not.toContain(token);
  });

  it("is another each time, and ends when it is to", async () => {
    const made = async (): Promise<{ token: string; line: string }> => {
      const { out } = await rolebook(
        "token",
        ...["ci", "--expires", "2099-01-31", "--json"],
      );
      return JSON.parse(out) as { token: string; line: string };
    };
    const [one, two] = [await made(), await made()];
    expect(one.token).not.toBe(two.token);
    const entries = parseTokenFile(one.line, "tokens");
    expect(entries).toMatchObject([{ expires: Date.parse("2099-01-31") }]);
  });

  it.each([
    ["with a name of two words", ["my service"]],
    ["with an end that is over", ["ci", "--expires", "2020-01-01"]],
    ["with no date for an end", ["ci", "--expires", "soon"]],
    ["without a name", []],
  ])("makes none %s", async (_, args) => {
    const { exitCode, out } = await rolebook("token", ...args);
    expect(exitCode).toBe(2);
    expect(out).toBe("");
  });
});
