import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Authorizer } from "../../src/authorizer/authorizer.ts";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import { run } from "../../src/cli/program.ts";
import type { Decision } from "../../src/decision/decision.ts";
import { buildMatrix } from "../../src/matrix/matrix.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { loadCatalog } from "../../src/policies/catalog.ts";
import type { AnyPolicies } from "../../src/policies/types/policy-types.ts";
import { directoryOf, enterprise, user } from "../support/acme.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { ACME, testService, type TestService } from "../server/support.ts";
import { writeOtherPolicies } from "./other-policies.ts";

/** Rolebook with the policies of somebody else: everything works, and nothing that is known of its own kinds is taken for theirs. */

let policies: string;
let pdp: EmbeddedPdp;
let authorizer: Authorizer<AnyPolicies>;
let service: TestService;
beforeAll(async () => {
  policies = await writeOtherPolicies();
  pdp = await startPdp({ policies });
  const directory = directoryOf([
    ...enterprise(
      user("ana@acme.example", {
        name: "Ana",
        grants: [{ project: "a", role: "member" }],
      }),
      user("ben@acme.example", { name: "Ben" }),
    ),
    {
      apiVersion: "rolebook/v1",
      kind: "Flag",
      id: "checkout",
      project: "a",
      access: "editors",
      editors: ["root@acme.example"],
    },
    {
      apiVersion: "rolebook/v1",
      kind: "Credential",
      id: "pipeline",
      type: "management_api",
    },
  ]);
  authorizer = await createAuthorizer<AnyPolicies>({
    directory,
    pdp,
    policies,
  });
  service = await testService({
    pdp: pdp.address,
    policies,
    level: "silent",
  });
});
afterAll(async () => {
  await service.close();
  await pdp.close();
  await rm(policies, { recursive: true });
});

const INVOICE = { organization: "acme", project: "a", output: "" };

function ask(
  name: string,
  action: string,
  attr: Readonly<Record<string, string>> = {},
): Promise<Decision> {
  return authorizer.check({
    user: `${name}@acme.example`,
    action,
    resource: {
      kind: "invoice",
      id: "7",
      attr: { ...INVOICE, state: "closed", ...attr },
    },
  });
}

describe("a refusal by somebody else's rule", () => {
  it("says what the rule says", async () => {
    expect(await ask("ana", "pay")).toMatchObject({
      allowed: false,
      code: "too_late",
      reason: "The invoice is closed.",
    });
  });

  it("with a code alone says who may not do what, and the code", async () => {
    expect(await ask("ana", "cancel")).toMatchObject({
      allowed: false,
      code: "not_archived",
      reason:
        "Ana may not cancel the invoice: a condition of the rule does not hold (not_archived).",
    });
    expect((await ask("ana", "ask_again")).reason).toBe(
      "Ana is not allowed ask_again on the invoice: a condition of the rule does not hold (not_archived).",
    );
  });

  it("without a code says that no rule allows it", async () => {
    const view = await ask("ben", "view");
    expect(view).toMatchObject({
      allowed: false,
      reason: "No rule allows Ben to view the invoice.",
    });
    expect(view.code).toBeUndefined();
    expect((await ask("ben", "view_history")).reason).toBe(
      "No rule allows Ben view_history on the invoice.",
    );
    expect((await ask("ana", "shred")).reason).toBe(
      "Nobody may shred, whatever their role.",
    );
    const { reason } = await authorizer.check({
      credential: "pipeline",
      action: "audit",
      resource: {
        kind: "invoice",
        id: "7",
        attr: { ...INVOICE, state: "open" },
      },
    });
    expect(reason).toBe(
      "No rule allows a Management API credential to audit the invoice.",
    );
  });

  const ODD =
    "Ana may not send the invoice: a condition of the rule does not hold (odd).";
  const NO_CODE = "No rule allows Ana to send the invoice.";

  it.each([
    ["number", "odd", ODD],
    ["blank", "odd", ODD],
    ["no code", undefined, NO_CODE],
    ["code 7", undefined, NO_CODE],
    ["empty code", undefined, NO_CODE],
    ["text", undefined, NO_CODE],
    ["list", undefined, NO_CODE],
    ["true", undefined, NO_CODE],
    ["null", undefined, NO_CODE],
  ])("stays one if its output is odd: %s", async (output, code, reason) => {
    const decision = await ask("ana", "send", { output });
    expect(decision).toMatchObject({ allowed: false, reason });
    expect(decision.code).toBe(code);
  });

  it("stays one if its output cannot be evaluated", async () => {
    expect(await ask("ana", "fail")).toMatchObject({
      allowed: false,
      reason: "No rule allows Ana to fail the invoice.",
    });
  });

  it("has a reason that is safe to print, and not endless", async () => {
    const { reason } = await ask("ana", "send", {
      output: ` It\u001b[31m is\nover.${"!".repeat(5_000)}`,
    });
    expect(reason).toMatch(/^It\\u001b\[31m is\\u000aover\.!+…$/);
    expect(reason.length).toBeLessThanOrEqual(1_001);
  });

  it("is explained: whoever the roles fit gets the role", async () => {
    const { change } = await authorizer.explain({
      user: "ben@acme.example",
      action: "view",
      resource: {
        kind: "invoice",
        id: "7",
        attr: { ...INVOICE, state: "open" },
      },
    });
    expect(change?.sentence).toBe("Give Ben the Analytics role member in a.");
    expect(change?.steps.map(({ actions }) => actions)).toEqual([undefined]);
  });
});

describe("an ALLOW by somebody else's rule", () => {
  it("names the rule, if it has an output", async () => {
    expect(await ask("ana", "view")).toMatchObject({
      allowed: true,
      reason: "The rule read allows Ana to view the invoice.",
    });
    expect((await ask("ana", "view_history")).reason).toBe(
      "The rule read allows Ana view_history on the invoice.",
    );
    expect((await ask("ana", "cancel", { state: "open" })).reason).toBe(
      "The policy allows Ana to cancel the invoice.",
    );
  });
});

describe("a kind that has a name of Rolebook's and other attributes", () => {
  const flag = (editors: readonly string[]) => ({
    kind: "flag",
    id: "checkout",
    attr: { organization: "acme", project: "a", country: "SI", editors },
  });
  const asking = { user: "ana@acme.example", action: "hoist" };

  it("gets no sentence of Rolebook's", async () => {
    expect(
      await authorizer.check({ ...asking, resource: flag([]) }),
    ).toMatchObject({
      code: "not_an_editor",
      reason:
        "Ana may not hoist the flag: a condition of the rule does not hold (not_an_editor).",
    });
    expect(
      await authorizer.check({ ...asking, resource: flag([asking.user]) }),
    ).toMatchObject({
      allowed: true,
      reason: "The rule hoist_any allows Ana to hoist the flag.",
    });
    expect(
      await authorizer.check({
        ...asking,
        action: "empty",
        resource: { kind: "content", id: "bucket", attr: { litres: 0 } },
      }),
    ).toMatchObject({
      code: "undiscoverable",
      reason:
        "Ana may not empty the content: a condition of the rule does not hold (undiscoverable).",
    });
    expect(
      await authorizer.check({
        ...asking,
        action: "lift",
        resource: { kind: "content", id: "bucket", attr: { litres: 0 } },
      }),
    ).toMatchObject({
      allowed: false,
      reason: "No rule allows Ana to lift the content.",
    });
  });

  it("is neither looked up in the directory nor begun like a new flag", async () => {
    const resource = { kind: "flag", id: "checkout" };
    for (const action of ["hoist", "create"]) {
      await expect(
        authorizer.check({ ...asking, action, resource }),
      ).rejects.toThrow('The attribute "country" is missing.');
    }
  });

  it("is explained without a change that only Rolebook's own has", async () => {
    const { change } = await authorizer.explain({
      ...asking,
      resource: flag([]),
    });
    // Its schema does not say that they are users, so nobody is put among them.
    expect(change).toBeUndefined();
  });

  it("is not searched for among the directory's", async () => {
    const { status, body } = await service.post("/access/v1/search/resource", {
      subject: { type: "user", id: "ana@acme.example" },
      action: { name: "hoist" },
      resource: { type: "flag" },
    });
    expect([status, body]).toMatchObject([
      400,
      {
        error: {
          message: expect.stringContaining(
            "The directory does not hold resources of the kind flag",
          ) as unknown,
        },
      },
    ]);
  });
});

describe("with somebody else's policies", () => {
  const resource = {
    type: "invoice",
    id: "7",
    properties: {
      organization: "acme",
      project: "web",
      state: "closed",
      output: "",
    },
  };
  const subject = { type: "user", id: "ana@acme.example" };

  it("AuthZEN gives the rule's reason", async () => {
    const { status, body } = await service.post("/access/v1/evaluation", {
      subject,
      action: { name: "pay" },
      resource,
    });
    expect([status, body]).toMatchObject([
      200,
      {
        decision: false,
        context: {
          code: "too_late",
          reason: "The invoice is closed.",
          reason_user: { "403": "The invoice is closed." },
        },
      },
    ]);
  });

  it("AuthZEN finds who may, and what somebody may", async () => {
    const subjects = await service.post("/access/v1/search/subject", {
      subject: { type: "user" },
      action: { name: "view" },
      resource,
    });
    expect(subjects.body).toMatchObject({
      results: expect.arrayContaining([subject]) as unknown,
    });
    const actions = await service.post("/access/v1/search/action", {
      subject,
      resource,
    });
    expect(actions.body).toMatchObject({
      results: [{ name: "view" }, { name: "view_history" }],
    });
  });

  it("a server is ready, whether the rules tell who may or not", async () => {
    const response = await service.server.inject("/readyz");
    expect([response.statusCode, response.json()]).toMatchObject([
      200,
      { status: "ready", kinds: { checked: 3, wrong: [], unchecked: [] } },
    ]);
  });

  it("the matrix is built", async () => {
    const matrix = await buildMatrix(pdp, await loadCatalog(policies), {
      kind: "invoice",
    });
    const rows = matrix.flatMap((section) => section.rows);
    expect(rows.find(({ action }) => action === "pay")).toMatchObject({
      condition: { codes: ["too_late"] },
    });
  });

  it("the command line says the rule's reason, and who can", async () => {
    const attr = ["--project", "web", "--attr", "output=x"];
    const options = [
      ...["--directory", ACME, "--policies", policies, "--pdp", pdp.address],
      ...attr,
    ];
    expect(
      await rolebook(
        ...["check", "ana@acme.example", "pay", "invoice:7"],
        ...[...options, "--attr", "state=closed"],
      ),
    ).toMatchObject({
      exitCode: 1,
      out: expect.stringMatching(
        /^DENY[^]* {2}why +The invoice is closed\.\n[^]* {2}code +too_late\n/,
      ) as unknown,
    });
    expect(
      await rolebook(
        ...["who-can", "view", "invoice:7"],
        ...[...options, "--attr", "state=open"],
      ),
    ).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining(
        "The rule read allows Ana Silva to view the invoice.",
      ) as unknown,
    });
  });
});

async function rolebook(
  ...args: string[]
): Promise<{ readonly exitCode: number; readonly out: string }> {
  let out = "";
  const exitCode = await run(args, {
    out: (text) => (out += text),
    err: (text) => (out += text),
  });
  return { exitCode, out };
}

describe("Rolebook's policies with a rule of one's own", () => {
  it("keep a server ready when admins lose what they had", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rolebook-auditors-"));
    await cp(packagePath("policies"), folder, { recursive: true });
    await writeFile(
      join(folder, "organization", "audit_log.yaml"),
      `
apiVersion: api.cerbos.dev/v1
resourcePolicy:
  version: default
  resource: audit_log
  importDerivedRoles: [auditing]
  schemas:
    resourceSchema:
      ref: cerbos:///audit_log.json
  rules:
    - name: view
      actions: [view]
      effect: EFFECT_ALLOW
      derivedRoles: [auditor]
      output:
        when:
          ruleActivated: "true"
`,
    );
    await writeFile(
      join(folder, "derived_roles", "auditing.yaml"),
      `
apiVersion: api.cerbos.dev/v1
derivedRoles:
  name: auditing
  definitions:
    - name: auditor
      parentRoles: [user]
      condition:
        match:
          expr: R.attr.organization == P.attr.organization && P.id == "auditor@acme.example"
`,
    );
    const own = await testService({ policies: folder, level: "silent" });
    const response = await own.server.inject("/readyz");
    await own.close();
    await rm(folder, { recursive: true });
    expect([response.statusCode, response.json()]).toMatchObject([
      200,
      { kinds: { wrong: [], unchecked: [] } },
    ]);
  });
});
