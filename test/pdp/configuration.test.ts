import { readFile } from "node:fs/promises";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { configurationWith } from "../../src/pdp/process/configuration.ts";

const FILE = packagePath("cerbos.yaml");

describe("cerbos.yaml", () => {
  it("is strict, rejects what a schema rejects, and speaks to nobody outside", async () => {
    expect(load(await readFile(FILE, "utf8"))).toEqual({
      server: {
        grpcListenAddr: "127.0.0.1:3593",
        httpListenAddr: "127.0.0.1:3592",
        requestLimits: {
          maxResourcesPerRequest: 500,
          maxActionsPerResource: 50,
        },
      },
      storage: {
        driver: "disk",
        disk: { directory: "policies", watchForChanges: true },
      },
      schema: { enforcement: "reject" },
      engine: { strictEvaluation: true },
      telemetry: { disabled: true },
      audit: {
        enabled: false,
        accessLogsEnabled: false,
        decisionLogsEnabled: true,
        backend: "file",
        file: { path: "decisions.log" },
      },
    });
  });

  it("is what the embedded PDP uses, but for its addresses and policy folder", async () => {
    const overrides = {
      grpc: "unix:/a,b/grpc.sock",
      http: "unix:/a,b/http.sock",
      policies: "/a,schema.enforcement=none",
    };
    const plain = load(await readFile(FILE, "utf8")) as {
      server: object;
      storage: object;
    };
    expect(load(await configurationWith(FILE, overrides))).toEqual({
      ...plain,
      server: {
        ...plain.server,
        grpcListenAddr: overrides.grpc,
        httpListenAddr: overrides.http,
      },
      storage: {
        driver: "disk",
        disk: { directory: overrides.policies, watchForChanges: true },
      },
    });
  });
});
