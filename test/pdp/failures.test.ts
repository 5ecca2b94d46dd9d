import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import {
  createServer as createHttp2Server,
  type ServerHttp2Stream,
} from "node:http2";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { addAbortSignal } from "node:stream";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { connectPdp } from "../../src/pdp/connect.ts";
import { PdpRequestError, PdpUnavailableError } from "../../src/pdp/errors.ts";
import type { Pdp } from "../../src/pdp/pdp.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { editFlag, MEMBER } from "../support/questions.ts";
import { freeze } from "./processes.ts";

describe("a PDP that fails", () => {
  let pdp: EmbeddedPdp;
  beforeEach(async () => {
    pdp = await startPdp();
    await pdp.check(editFlag());
  });
  afterEach(() => pdp.close());

  it("frozen: a typed error after the deadline of the call", async () => {
    await freeze(pdp.pid);
    const start = performance.now();
    await expect(pdp.check(editFlag(), { deadline: 300 })).rejects.toThrow(
      "did not answer within 300 ms",
    );
    expect(performance.now() - start).toBeLessThan(1_500);
    process.kill(pdp.pid, "SIGCONT");
  });

  it("frozen: a typed error after 2 seconds if the call names no deadline", async () => {
    await freeze(pdp.pid);
    await expect(pdp.check(editFlag())).rejects.toThrow(
      "did not answer within 2000 ms",
    );
    process.kill(pdp.pid, "SIGCONT");
  });

  it("thawed again: the next call is answered", async () => {
    await freeze(pdp.pid);
    await expect(pdp.check(editFlag(), { deadline: 100 })).rejects.toThrow();
    process.kill(pdp.pid, "SIGCONT");
    const [answer] = await pdp.check(editFlag());
    expect(answer?.rulings).toMatchObject([{ allowed: true }]);
  });

  it("closed while a call waits: a typed error", async () => {
    await freeze(pdp.pid);
    const call = pdp.check(editFlag());
    const outcome = expect(call).rejects.toThrow(PdpUnavailableError);
    await pdp.close();
    await outcome;
  });

  it("leaves it to the caller to give up earlier", async () => {
    await freeze(pdp.pid);
    const reason = new Error("the user went away");
    const signal = AbortSignal.abort(reason);
    await expect(pdp.check(editFlag(), { signal })).rejects.toBe(reason);
    process.kill(pdp.pid, "SIGCONT");
  });
});

describe("a PDP elsewhere", () => {
  it("that is not there is a typed error", async () => {
    const pdp = connectPdp("127.0.0.1:1");
    await expect(pdp.check(editFlag())).rejects.toThrow(PdpUnavailableError);
    await expect(pdp.check(editFlag())).rejects.toThrow(/127\.0\.0\.1:1/);
    await pdp.close();
  });

  it("that accepts connections and says nothing is a typed error", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) =>
      silent.listen(0, "127.0.0.1", resolve),
    );
    const { port } = silent.address() as AddressInfo;
    const pdp = connectPdp(`127.0.0.1:${port}`);
    await expect(pdp.check(editFlag(), { deadline: 200 })).rejects.toThrow(
      PdpUnavailableError,
    );
    await pdp.close();
    silent.close();
  });

  it("must have an address", () => {
    for (const wrong of ["", "localhost", "http://localhost:3593", ":3593"]) {
      expect(() => connectPdp(wrong)).toThrow(TypeError);
    }
  });

  it("that breaks the connection under a call is asked again", async () => {
    const behind = await startPdp();
    const way = await openWay(behind.address);
    const pdp = connectPdp(`127.0.0.1:${way.port}`);
    await pdp.check(editFlag());

    await freeze(behind.pid);
    const calls = [pdp.check(editFlag()), pdp.check(editFlag())];
    await sleep(100);
    way.breakConnections();
    process.kill(behind.pid, "SIGCONT");
    for (const [answer] of await Promise.all(calls)) {
      expect(answer?.rulings).toMatchObject([{ allowed: true }]);
    }
    way.close();
    await Promise.all([pdp.close(), behind.close()]);
  });

  it.each<[string, (stream: ServerHttp2Stream) => void]>([
    ["an end", (stream) => stream.end()],
    ["an error", (stream) => stream.destroy(new Error("on purpose"))],
    ["a refusal", (stream) => addAbortSignal(AbortSignal.abort(), stream)],
  ])(
    "that breaks off in the midst of an answer is asked again, and once: %s",
    async (_, end) => {
      const pdp = await breakingOff((stream) => {
        stream.respond({ "content-type": "application/grpc" });
        end(stream);
      });
      await expect(pdp.check(editFlag())).rejects.toThrow(PdpUnavailableError);
      expect(pdp.asked()).toBe(2);
      await pdp.close();
    },
  );

  it("that says that it failed is not asked again", async () => {
    const pdp = await breakingOff((stream) => {
      stream.respond(
        { "content-type": "application/grpc", "grpc-status": "13" },
        { endStream: true },
      );
    });
    await expect(pdp.check(editFlag())).rejects.toThrow(PdpUnavailableError);
    expect(pdp.asked()).toBe(1);
    await pdp.close();
  });

  it("that is back after an outage of some seconds is used again within a second", async () => {
    const behind = await startPdp();
    let way = await openWay(behind.address);
    const pdp = connectPdp(`127.0.0.1:${way.port}`);
    await pdp.check(editFlag());

    way.close();
    const down = Date.now();
    while (Date.now() - down < 3_000) {
      await expect(pdp.check(editFlag(), { deadline: 200 })).rejects.toThrow(
        PdpUnavailableError,
      );
      await sleep(50);
    }
    way = await openWay(behind.address, way.port);
    const up = Date.now();
    let answered = false;
    while (!answered) {
      answered = await pdp.check(editFlag(), { deadline: 200 }).then(
        () => true,
        () => false,
      );
    }
    expect(Date.now() - up).toBeLessThan(1_000);
    way.close();
    await Promise.all([pdp.close(), behind.close()]);
  });
});

/** A connection to what takes calls as a PDP does and answers none. */
async function breakingOff(
  end: (stream: ServerHttp2Stream) => void,
): Promise<Pdp & { asked: () => number }> {
  let asked = 0;
  const server = createHttp2Server().on("stream", (stream) => {
    asked += 1;
    stream.on("error", () => undefined);
    end(stream);
  });
  await new Promise<void>((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      resolve();
    }),
  );
  const { port } = server.address() as AddressInfo;
  const pdp = connectPdp(`127.0.0.1:${port}`);
  return {
    ...pdp,
    asked: () => asked,
    async close() {
      await pdp.close();
      server.close();
    },
  };
}

/** A port on loopback that leads to a PDP's socket, until it is closed. */
async function openWay(
  address: string,
  port = 0,
): Promise<{
  port: number;
  breakConnections: () => void;
  close: () => void;
}> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const behind = connect(address.replace("unix:", ""));
    for (const each of [socket, behind]) {
      open.add(each);
      each.on("error", () => each.destroy());
    }
    socket.pipe(behind).pipe(socket);
  });
  await new Promise<void>((resolve) =>
    server.listen(port, "127.0.0.1", resolve),
  );
  const breakConnections = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    breakConnections,
    close() {
      server.close();
      breakConnections();
    },
  };
}

describe("a request that the PDP cannot judge is an error, not a refusal", () => {
  let pdp: Pdp;
  beforeAll(async () => {
    pdp = await startPdp();
  });
  afterAll(() => pdp.close());

  it.each([
    ["a wrong value", { access: "some" }, "/access"],
    ["one attribute too many", { colour: "red" }, "colour"],
    ["an id in mixed case", { editors: ["Ana@acme.example"] }, "/editors/0"],
  ])("%s", async (_, attr, place) => {
    const asked = pdp.check(editFlag(attr));
    await expect(asked).rejects.toThrow(PdpRequestError);
    await expect(asked).rejects.toThrow(place);
  });

  it("a resource without one of its attributes", async () => {
    const attr = { organization: "acme", project: "web", access: "everyone" };
    await expect(
      pdp.check({
        principal: MEMBER,
        resources: [
          { resource: { kind: "flag", id: "x", attr }, actions: ["edit"] },
        ],
      }),
    ).rejects.toThrow("editors");
  });

  it("a principal without one of its attributes", async () => {
    const attr: Partial<typeof MEMBER.attr> = { ...MEMBER.attr };
    Reflect.deleteProperty(attr, "accounts");
    await expect(
      pdp.check({
        ...editFlag(),
        principal: { ...MEMBER, attr: attr as typeof MEMBER.attr },
      }),
    ).rejects.toThrow("accounts");
  });

  it("a kind that no policy is for", async () => {
    await expect(
      pdp.check({
        principal: MEMBER,
        resources: [
          {
            resource: { kind: "banana", id: "x", attr: {} },
            actions: ["peel"],
          },
        ],
      }),
    ).rejects.toThrow('no policy for the kind "banana"');
  });

  it("more resources than a request may hold", async () => {
    const [one] = editFlag().resources;
    if (one === undefined) throw new Error("the fixture is empty");
    await expect(
      pdp.check({
        principal: MEMBER,
        resources: Array.from({ length: 501 }, () => one),
      }),
    ).rejects.toThrow(PdpRequestError);
  });

  it("a schema file that is broken, which the PDP itself calls healthy", async () => {
    const policies = await mkdtemp(join(tmpdir(), "rolebook-test-"));
    await cp(packagePath("policies"), policies, { recursive: true });
    await writeFile(join(policies, "_schemas", "flag.json"), "{");
    const broken = await startPdp({ policies });
    await expect(broken.check(editFlag())).rejects.toThrow(PdpRequestError);
    await expect(broken.check(editFlag())).rejects.toThrow("flag.json");
    await broken.close();
    await rm(policies, { recursive: true });
  });
});
