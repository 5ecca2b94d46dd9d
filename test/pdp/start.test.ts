import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { pdpBinary } from "../../src/pdp/process/binary.ts";
import { environment } from "../../src/pdp/process/environment.ts";
import { PdpUnavailableError } from "../../src/pdp/errors.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { editFlag } from "../support/questions.ts";
import { isAlive, isInUse, untilGone } from "./processes.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("an embedded PDP", () => {
  it.each(["unix", "loopback"] as const)(
    "answers by %s, and ends with close()",
    async (transport) => {
      const pdp = await startPdp({ transport });
      const [answer] = await pdp.check(editFlag());
      expect(answer).toMatchObject({
        policy: "resource.flag.vdefault",
        derivedRoles: ["experiment_member"],
        rulings: [{ allowed: true, rules: ["resource.flag.vdefault#change"] }],
      });
      await pdp.close();
      expect(isAlive(pdp.pid)).toBe(false);
      await expect(pdp.check(editFlag())).rejects.toThrow(PdpUnavailableError);
    },
  );

  it("listens on a socket that only its owner can reach, and leaves nothing behind", async () => {
    const pdp = await startPdp();
    const socket = pdp.address.replace("unix:", "");
    expect(pdp.address).toMatch(/^unix:/);
    expect(existsSync(socket)).toBe(true);
    expect((await stat(dirname(socket))).mode & 0o777).toBe(0o700);
    await pdp.close();
    expect(existsSync(dirname(socket))).toBe(false);
  });

  it("that does not come up in time is an error, and is gone", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rb-"));
    vi.stubEnv("TMPDIR", folder);
    await expect(startPdp({ deadline: 1 })).rejects.toThrow(
      "did not answer within 1 ms",
    );
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it("takes a policy folder by a path relative to where it is started", async () => {
    const pdp = await startPdp({
      policies: relative("", packagePath("policies")),
    });
    const [answer] = await pdp.check(editFlag());
    expect(answer?.rulings).toMatchObject([{ allowed: true }]);
    await pdp.close();
  });

  it("can be started many times over", async () => {
    const warnings: Error[] = [];
    process.on("warning", (warning) => warnings.push(warning));
    const pdps = await Promise.all(
      Array.from({ length: 12 }, () => startPdp()),
    );
    await Promise.all(pdps.map((pdp) => pdp.close()));
    expect(warnings).toEqual([]);
  });

  it("can be closed twice", async () => {
    const pdp = await startPdp();
    await pdp.close();
    await expect(pdp.close()).resolves.toBeUndefined();
  });

  it("takes neither policies nor proxies from the environment", async () => {
    vi.stubEnv("CERBOS_CONFIG", "/nowhere.yaml");
    vi.stubEnv("CERBOS_HUB_DEPLOYMENT_ID", "ABCDEF");
    vi.stubEnv("http_proxy", "http://127.0.0.1:1");
    vi.stubEnv("grpc_proxy", "http://127.0.0.1:1");
    for (const transport of ["unix", "loopback"] as const) {
      const pdp = await startPdp({ transport });
      const [answer] = await pdp.check(editFlag());
      expect(answer?.rulings).toMatchObject([{ allowed: true }]);
      await pdp.close();
    }
  });

  it("takes a folder of policies for what it is, whatever its name", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rolebook-test-"));
    const policies = join(folder, "policies,schema.enforcement=none");
    await cp(packagePath("policies"), policies, { recursive: true });
    const pdp = await startPdp({ policies });
    await expect(pdp.check(editFlag({ colour: "red" }))).rejects.toThrow(
      "colour",
    );
    await pdp.close();
    await rm(folder, { recursive: true });
  });

  it("has a short socket where the folder for temporary files has a long name", async () => {
    vi.stubEnv("TMPDIR", join(tmpdir(), "x".repeat(100)));
    const pdp = await startPdp();
    expect(pdp.address).toMatch(/^unix:\/tmp\/rolebook-/);
    await pdp.close();
  });

  it("that cannot have its folder is a typed error", async () => {
    vi.stubEnv("TMPDIR", "/nowhere");
    await expect(startPdp()).rejects.toThrow(PdpUnavailableError);
  });

  it("that cannot read its policies says which file is wrong, and is gone", async () => {
    const policies = await mkdtemp(join(tmpdir(), "rolebook-test-"));
    await cp(packagePath("policies"), policies, { recursive: true });
    await writeFile(join(policies, "broken.yaml"), "resourcePolicy: [");
    const starting = startPdp({ policies });
    await expect(starting).rejects.toThrow(PdpUnavailableError);
    await expect(starting).rejects.toThrow("broken.yaml");
    // The compiler's words, not the lines of a log.
    await expect(starting).rejects.not.toThrow("log.level");
    await rm(policies, { recursive: true });
  });
});

describe("the PDP ends with its parent", () => {
  async function parent(...end: string[]): Promise<{
    child: ChildProcess;
    exit: Promise<unknown[]>;
    pid: number;
    folder: string;
  }> {
    const child = spawn(
      process.execPath,
      [
        "--import",
        "tsx",
        packagePath("test/support/parent-of-a-pdp.ts"),
        ...end,
      ],
      { stdio: ["ignore", "pipe", "ignore"], cwd: packagePath() },
    );
    const exit = once(child, "exit");
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const { pid, address } = JSON.parse(line.toString()) as {
      pid: number;
      address: string;
    };
    return { child, exit, pid, folder: dirname(address.replace("unix:", "")) };
  }

  it.each(["exit", "throw", "return"])(
    "that ends by itself: %s",
    async (end) => {
      const { pid } = await parent(end);
      expect(await untilGone(pid)).toBe(true);
    },
  );

  it.each(["SIGTERM", "SIGINT", "SIGKILL"] as const)(
    "that is killed: %s",
    async (signal) => {
      const { child, pid, folder } = await parent("wait");
      expect(isAlive(pid)).toBe(true);
      child.kill(signal);
      expect(await untilGone(pid)).toBe(true);
      await vi.waitUntil(() => !existsSync(folder));
    },
  );

  it("that is killed at any moment while it starts the PDP again", async () => {
    const moments = ["1", "20", "40", "150", "800"];
    await Promise.all(
      moments.map(async (milliseconds) => {
        const { exit, pid, folder } = await parent("restart", milliseconds);
        expect(await exit).toEqual([null, "SIGKILL"]);
        expect(await untilGone(pid)).toBe(true);
        await vi.waitUntil(() => !isInUse(folder), { timeout: 5_000 });
        expect(existsSync(folder)).toBe(false);
      }),
    );
  });

  it("that has nothing left to do while it starts the PDP again", async () => {
    const { exit, folder } = await parent("return", "0");
    expect(await exit).toEqual([0, null]);
    await vi.waitUntil(() => !isInUse(folder), { timeout: 5_000 });
    expect(existsSync(folder)).toBe(false);
  });

  it("but not before a call that waits for the PDP has its answer", async () => {
    const { exit } = await parent("ask");
    expect(await exit).toEqual([0, null]);
  });
});

describe("the PDP's environment", () => {
  it("collects garbage less often, unless it is told otherwise", () => {
    vi.stubEnv("GOGC", undefined);
    expect(environment()).toMatchObject({ GOGC: "400" });
    vi.stubEnv("GOGC", "50");
    expect(environment()).toMatchObject({ GOGC: "50" });
  });
});

describe("the PDP's binary", () => {
  it("is the executable of this platform's package", () => {
    expect(pdpBinary()).toContain(`cerbos-${process.platform}-${process.arch}`);
  });

  it("of an unsupported platform is an error that says what to do", () => {
    expect(() => pdpBinary("win32-x64")).toThrow(
      /no PDP binary for win32-x64, only for darwin-arm64, .*linux-x64.*--pdp host:port/,
    );
  });

  it("that is not installed is an error that says what to install", () => {
    const resolve = (): string => {
      throw new Error("Cannot find module");
    };
    expect(() => pdpBinary("darwin-arm64", resolve)).toThrow(
      /npm install @cerbos\/cerbos-darwin-arm64@0\.55\.0/,
    );
  });
});
