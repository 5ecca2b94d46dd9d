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
import type { Authorizer } from "../../src/authorizer/authorizer.ts";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import type { Directory } from "../../src/directory/directory.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { ask, FRAMEWORKS, type Running } from "./middleware-support.ts";

let directory: Directory;
let pdp: EmbeddedPdp;
let authorizer: Authorizer;

beforeAll(async () => {
  directory = await loadDirectory(packagePath("examples"));
  pdp = await startPdp();
  authorizer = await createAuthorizer({ directory, pdp });
});

afterAll(async () => {
  await pdp.close();
});

/** Every request, each of which its session may make. */
const REQUESTS = [
  ["/flags"],
  ["/flags?project=web"],
  ["/flags", { method: "POST", body: { id: "banner", project: "web" } }],
  ["/flags/checkout"],
  ["/flags/checkout", { method: "PATCH", body: { enabled: true } }],
  ["/flags/checkout/permissions"],
  ["/flags/checkout/permissions/edit"],
] as const;

describe.each(FRAMEWORKS)("a service with %s", (_name, start) => {
  let app: Running;

  beforeEach(async () => {
    app = await start(authorizer);
  });

  afterEach(async () => {
    await app.close();
  });

  describe("whose PDP hangs", () => {
    beforeEach(() => {
      process.kill(pdp.pid, "SIGSTOP");
    });

    afterEach(() => {
      process.kill(pdp.pid, "SIGCONT");
    });

    it("answers 503 at its deadline, and 200 again once the PDP goes on", async () => {
      const { status, headers, body } = await ask(
        app,
        "token-of-ana",
        "/flags/checkout",
      );
      expect({ status, body, retry: headers.get("retry-after") }).toEqual({
        status: 503,
        body: { error: "unavailable", reason: "Try again in a second." },
        retry: "1",
      });
      expect(app.logged).toMatchObject([
        {
          name: "PdpUnavailableError",
          message: expect.stringMatching(/within (9\d\d|1000)\b/) as unknown,
        },
      ]);

      process.kill(pdp.pid, "SIGCONT");
      const again = await ask(app, "token-of-ana", "/flags/checkout");
      expect(again.status).toBe(200);
    });

    it.each([
      ["reads", "GET", undefined],
      ["sends something", "PATCH", '{"enabled":true}'],
    ])(
      "asks no longer when a client that %s has gone",
      async (_, method, body) => {
        const signals: (AbortSignal | undefined)[] = [];
        const observed = await start({
          ...authorizer,
          assertAllowed(request, options) {
            signals.push(options?.signal);
            return authorizer.assertAllowed(request, options);
          },
        });
        try {
          const leaving = new AbortController();
          const request = fetch(`${observed.url}/flags/checkout`, {
            method,
            body: body ?? null,
            headers: {
              authorization: "Bearer token-of-ana",
              "content-type": "application/json",
            },
            signal: leaving.signal,
          });
          const aborted = (): unknown[] => signals.map((each) => each?.aborted);
          await expect.poll(aborted).toEqual([false]);
          await sleep(200);
          expect(aborted(), "while the client waits").toEqual([false]);
          leaving.abort();
          await expect(request).rejects.toThrow();
          await expect.poll(aborted).toEqual([true]);
          expect(observed.logged).toEqual([]);
        } finally {
          await observed.close();
        }
      },
    );
  });

  describe("whose PDP is closed", () => {
    let closed: Running;

    beforeEach(async () => {
      const closing = await startPdp();
      closed = await start(await createAuthorizer({ directory, pdp: closing }));
      await closing.close();
    });

    afterEach(async () => {
      await closed.close();
    });

    it("answers 503 to everything, and changes nothing", async () => {
      const before = closed.service.flags.of("acme");
      for (const [path, options] of REQUESTS) {
        const now = await ask(app, "token-of-ana", path, options);
        expect(now.status, `${path} with a PDP`).toBeLessThan(300);
        const { status } = await ask(closed, "token-of-ana", path, options);
        expect(status, path).toBe(503);
      }
      expect(closed.service.flags.of("acme")).toEqual(before);
    });
  });

  it("answers 503 where its directory source fails", async () => {
    const source = {
      find: () => Promise.reject(new Error("the database is away")),
    };
    const lost = await start(
      await createAuthorizer({ directory: source, pdp }),
    );
    try {
      for (const [path, options] of REQUESTS) {
        const { status } = await ask(lost, "token-of-ana", path, options);
        expect(status, path).toBe(503);
      }
      expect(lost.logged[0]).toMatchObject({
        name: "DirectoryUnavailableError",
      });
    } finally {
      await lost.close();
    }
  });
});
