import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { ANA, ask, PAVEL, testService, type TestService } from "./support.ts";

let pdp: EmbeddedPdp;
let service: TestService;
beforeAll(async () => {
  pdp = await startPdp();
  service = await testService({ pdp: pdp.address, level: "silent" });
});
afterAll(async () => {
  await service.close();
  await pdp.close();
});

async function metrics(of = service): Promise<ReadonlyMap<string, number>> {
  const { headers, body } = await of.server.inject("/metrics");
  expect(headers["content-type"]).toBe(
    "text/plain; version=0.0.4; charset=utf-8",
  );
  return new Map(
    body.split("\n").flatMap((line): [string, number][] => {
      const [, name, value] = /^([^#]\S*) (\S+)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(value)]];
    }),
  );
}

describe("the metrics", () => {
  it("begin at zero where a first one is to be seen", async () => {
    const found = await metrics();
    for (const name of [
      'rolebook_evaluation_errors_total{status="503"}',
      'rolebook_pdp_call_duration_seconds_count{call="check",outcome="rejected"}',
      'rolebook_pdp_call_duration_seconds_count{call="plan",outcome="rejected"}',
      "rolebook_pdp_restarts_total",
    ]) {
      expect(found.get(name), name).toBe(0);
    }
  });

  it("count decisions by kind, action and effect", async () => {
    const evaluation = "/access/v1/evaluation";
    await service.post(evaluation, ask(ANA, "edit"));
    await service.post(evaluation, ask(PAVEL, "edit"));
    await service.post("/access/v1/evaluations", {
      ...ask(PAVEL, "edit"),
      evaluations: [{}, {}, { action: { name: "read" } }],
    });
    const found = await metrics();
    const count = (action: string, effect: string): number | undefined =>
      found.get(
        `rolebook_decisions_total{kind="flag",action="${action}",effect="${effect}"}`,
      );
    expect(count("edit", "allow")).toBe(1);
    expect(count("edit", "deny")).toBe(3);
    expect(count("read", "allow")).toBe(1);
    expect(
      found.get(
        'rolebook_http_request_duration_seconds_count{route="/access/v1/evaluation",status="200"}',
      ),
    ).toBe(2);
    // Those for one user in one request of several are one call.
    expect(
      found.get(
        'rolebook_pdp_call_duration_seconds_count{call="check",outcome="answered"}',
      ),
    ).toBe(3);
  });

  it("count what a search asks the PDP, and not its results", async () => {
    const before = await metrics();
    await service.post("/access/v1/search/resource", {
      ...ask(ANA, "read"),
      resource: { type: "flag" },
    });
    const after = await metrics();
    const plans =
      'rolebook_pdp_call_duration_seconds_count{call="plan",outcome="answered"}';
    expect(after.get(plans)).toBe(1);
    const decisions = (of: ReadonlyMap<string, number>): unknown =>
      [...of].filter(([name]) => name.startsWith("rolebook_decisions_total"));
    expect(decisions(after)).toEqual(decisions(before));
  });

  it("take no name from a request that the policies do not have", async () => {
    await service.post("/access/v1/evaluation", {
      ...ask(ANA, "hack-the-action"),
    });
    await service.post("/access/v1/evaluation", {
      ...ask(ANA, "edit"),
      resource: { type: "hack-the-kind", id: "x" },
    });
    await service.server.inject("/hack/the/path");
    await service.server.inject({ method: "POST", url: "/hack/too" });
    const found = await metrics();
    expect([...found.keys()].join("\n")).not.toContain("hack");
    expect(found.get('rolebook_evaluation_errors_total{status="400"}')).toBe(2);
    expect(
      found.get(
        'rolebook_http_request_duration_seconds_count{route="none",status="404"}',
      ),
    ).toBe(2);
  });

  it("count the evaluations that no PDP answers", async () => {
    const alone = await testService({ pdp: "127.0.0.1:9", level: "silent" });
    const { status, headers, body } = await alone.post(
      "/access/v1/evaluation",
      ask(ANA, "edit"),
    );
    expect([status, headers["retry-after"]]).toEqual([503, "1"]);
    expect(body).toEqual({
      error: { status: 503, message: "The PDP cannot be reached." },
    });
    const several = await alone.post("/access/v1/evaluations", {
      ...ask(ANA, "edit"),
      evaluations: [{}, { action: {} }],
    });
    expect(several.status).toBe(503);
    const search = await alone.post("/access/v1/search/subject", {
      ...ask(ANA, "edit"),
    });
    expect(search.status).toBe(503);
    const found = await metrics(alone);
    await alone.close();
    const errors = [...found].filter(([name]) =>
      name.startsWith("rolebook_evaluation_errors_total"),
    );
    expect(Object.fromEntries(errors)).toEqual({
      'rolebook_evaluation_errors_total{status="503"}': 2,
      'rolebook_evaluation_errors_total{status="400"}': 1,
    });
    expect(
      found.get(
        'rolebook_pdp_call_duration_seconds_count{call="check",outcome="unavailable"}',
      ),
    ).toBeGreaterThan(1);
  });

  it("say the version, and how the process does", async () => {
    const found = await metrics();
    expect([...found.keys()].join("\n")).toMatch(
      /^rolebook_build_info\{version="\d+\.\d+\.\d+"\}$/m,
    );
    expect(found.get("rolebook_ready")).toBe(1);
    expect(found.get("process_resident_memory_bytes")).toBeGreaterThan(1e6);
    // Nothing to watch would start with the first restart.
    expect(found.get("rolebook_pdp_restarts_total")).toBe(0);
  });
});
