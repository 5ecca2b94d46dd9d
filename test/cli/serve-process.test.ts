import {
  type ChildProcess,
  execFile,
  execFileSync,
  spawn,
} from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { freeze, untilGone } from "../pdp/processes.ts";
import { ANA, ask, PAVEL } from "../server/support.ts";

/** The server as a process of its own. */
interface Running {
  readonly child: ChildProcess;
  /** What it wrote so far, to both streams. */
  readonly output: () => string;
  /** Waits until it has written this, and gives what it captures. */
  readonly said: (pattern: RegExp) => Promise<string>;
  readonly ended: Promise<Exit>;
}

/** The exit code, or the signal that ended it. */
type Exit = readonly [number | null, NodeJS.Signals | null];

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function start(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Running {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", packagePath(file), ...args],
    {
      cwd: packagePath(),
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ROLEBOOK_PDP: "", ...env },
    },
  );
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return {
    child,
    output: () => output,
    async said(pattern) {
      for (let waited = 0; waited < 20_000; waited += 50) {
        const [, found] = pattern.exec(output) ?? [];
        if (found !== undefined) return found;
        await sleep(50);
      }
      throw new Error(`It never said ${String(pattern)}: ${output}`);
    },
    ended: once(child, "close").then(
      ([code, signal]: unknown[]) => [code, signal] as Exit,
    ),
  };
}

function serve(): Running {
  return start("src/cli/main.ts", [
    "serve",
    ...["--port", "0", "--insecure-no-auth", "--directory", "examples/acme"],
  ]);
}

const LISTENING = /listening on (http:[^"]+)"/;

/** The process id of the PDP that a server has started. */
function pdpOf({ child: { pid } }: Running): number {
  const all = execFileSync("ps", ["-eo", "pid=,ppid=,args="], {
    encoding: "utf8",
  });
  const [, found] =
    new RegExp(`^ *(\\d+) +${pid ?? 0} .*cerbos-.* server `, "m").exec(all) ??
    [];
  expect(found).toBeDefined();
  return Number(found);
}

async function decision(url: string, question: object): Promise<unknown> {
  const response = await fetch(`${url}/access/v1/evaluation`, {
    method: "POST",
    headers: { "content-type": "application/json", connection: "close" },
    body: JSON.stringify(question),
  });
  expect(response.status).toBe(200);
  return ((await response.json()) as { decision: unknown }).decision;
}

describe("rolebook serve, told to stop", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "by a %s under load ends with 0, answers what is under way, and leaves no PDP",
    async (signal) => {
      const server = serve();
      const url = await server.said(LISTENING);
      expect(await decision(url, ask(PAVEL, "edit"))).toBe(false);
      const pdp = pdpOf(server);

      const answers: unknown[] = [];
      const refused: string[] = [];
      const clients = Array.from({ length: 6 }, async () => {
        while (refused.length === 0) {
          const asking = decision(url, ask(ANA, "edit"));
          // A connection that was still waiting to be accepted is refused; one that was accepted has its answer.
          answers.push(
            await asking.catch((error: unknown) => {
              const { code } = (error as Error).cause as { code: string };
              refused.push(code);
            }),
          );
        }
      });
      await sleep(500);
      server.child.kill(signal);
      await Promise.all(clients);
      expect(await server.ended).toEqual([0, null]);
      expect(answers.length).toBeGreaterThan(5);
      expect(new Set(answers)).toEqual(new Set([true, undefined]));
      expect(
        refused.filter(
          (code) => !["ECONNREFUSED", "ECONNRESET"].includes(code),
        ),
      ).toEqual([]);
      expect(await untilGone(pdp)).toBe(true);
      expect(server.output()).toContain('"msg":"stopped"');
    },
  );

  it.each(["SIGTERM", "SIGINT"] as const)(
    "again, by a %s, ends at once, whatever is under way, and leaves no PDP",
    async (again) => {
      const server = serve();
      const url = await server.said(LISTENING);
      const pdp = pdpOf(server);
      await freeze(pdp);
      const asking = decision(url, ask(ANA, "edit")).catch(() => "cut off");
      await sleep(300);
      server.child.kill("SIGTERM");
      await server.said(/(stopping)/);
      server.child.kill(again);
      expect(await server.ended).toEqual([null, again]);
      expect(await asking).toBe("cut off");
      expect(await untilGone(pdp)).toBe(true);
    },
  );
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, "close");
  return port;
}

describe("npm start", () => {
  it("is this program", async () => {
    const manifest = await readFile(packagePath("package.json"), "utf8");
    expect(JSON.parse(manifest)).toHaveProperty(
      "scripts.start",
      // The shell would keep a signal to itself.
      "exec tsx examples/start.ts",
    );
  });

  it("prints lines for the shell that are answered as they stand, until it is stopped", async () => {
    const port = String(await freePort());
    const server = start("examples/start.ts", [], { PORT: port });
    await server.said(/(Stop with Ctrl-C\.)/);
    expect(server.output()).toContain(
      `Rolebook answers on http://127.0.0.1:${port},`,
    );
    const lines = server
      .output()
      .split("\n")
      .filter((line) => line.startsWith("  curl "));
    const answers = await Promise.all(
      lines.map((line) => promisify(execFile)("sh", ["-c", line])),
    );
    expect(
      answers.map(({ stdout }) => JSON.parse(stdout) as unknown),
    ).toMatchObject([
      { decision: true, context: { rule: "change" } },
      { decision: false, context: { code: "not_an_editor" } },
    ]);

    const second = start("examples/start.ts", [], { PORT: port });
    expect(await second.ended).toEqual([2, null]);
    expect(second.output()).toContain(
      `127.0.0.1:${port} is taken by another program. Give another with PORT=8282 npm start.`,
    );

    server.child.kill("SIGINT");
    expect(await server.ended).toEqual([0, null]);
  });

  it.each(["abc", "65536", "-1"])("takes no port %j", async (port) => {
    const server = start("examples/start.ts", [], { PORT: port });
    expect(await server.ended).toEqual([2, null]);
    expect(server.output()).toBe(
      `rolebook: PORT is "${port}": give a number from 0 to 65535.\n`,
    );
  });

  it("is the command line where it has arguments", async () => {
    const command = start("examples/start.ts", ["token", "ci", "--json"]);
    expect(await command.ended).toEqual([0, null]);
    expect(JSON.parse(command.output())).toHaveProperty("token");
  });
});
