import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import type { Change } from "../../src/explain/explanation.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import type { AnyPolicies } from "../../src/policies/types/policy-types.ts";
import { directoryOf, enterprise, user } from "../support/acme.ts";

/** Somebody's own policy: a kind, a set of derived roles and attributes that Rolebook knows nothing of. */

const POLICY = `
apiVersion: api.cerbos.dev/v1
resourcePolicy:
  version: default
  resource: forecast
  importDerivedRoles: [forecasting]
  schemas:
    principalSchema:
      ref: cerbos:///principal.json
    resourceSchema:
      ref: cerbos:///forecast.json
  rules:
    - name: read
      actions: [read]
      effect: EFFECT_ALLOW
      derivedRoles: [forecaster]
      condition:
        match:
          expr: P.id in R.attr.readers && !R.attr.locked
    - name: edit
      actions: [edit]
      effect: EFFECT_ALLOW
      derivedRoles: [forecaster]
    - name: sell
      actions: [sell]
      effect: EFFECT_ALLOW
      derivedRoles: [forecaster]
      condition:
        match:
          expr: R.attr.currency == "EUR" || R.attr.unread
`;

const DERIVED_ROLES = `
apiVersion: api.cerbos.dev/v1
derivedRoles:
  name: forecasting
  definitions:
    - name: forecaster
      parentRoles: [user]
      condition:
        match:
          all:
            of:
              - expr: R.attr.organization == P.attr.organization
              - expr: R.attr.project in P.attr.analytics.manager
              - expr: R.attr.project in P.attr.govern.viewer
`;

const SCHEMA = JSON.stringify({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "forecast",
  type: "object",
  properties: {
    organization: { $ref: "definitions.json#/$defs/id" },
    project: { $ref: "definitions.json#/$defs/id" },
    readers: { $ref: "definitions.json#/$defs/userIds" },
    locked: { type: "boolean" },
    // The schema holds it to one value, whatever the policy would make of the other.
    unread: { type: "boolean", enum: [false] },
    currency: { type: "string", enum: ["EUR", "USD"] },
  },
});

const policies = await mkdtemp(join(tmpdir(), "rolebook-policies-"));
await cp(packagePath("policies"), policies, { recursive: true });
await writeFile(join(policies, "forecast.yaml"), POLICY);
await writeFile(join(policies, "forecasting.yaml"), DERIVED_ROLES);
await writeFile(join(policies, "_schemas", "forecast.json"), SCHEMA);
const pdp = await startPdp({ policies });
const authorizer = await createAuthorizer<AnyPolicies>({
  directory: directoryOf(
    enterprise(
      user("ana@acme.example", {
        name: "Ana",
        grants: [{ project: "a", role: "manager" }],
      }),
      user("ben@acme.example", {
        name: "Ben",
        grants: [
          { project: "a", role: "manager" },
          { project: "a", app: "govern", role: "viewer" },
        ],
      }),
      user("cy@acme.example", { name: "Cy" }),
    ),
  ),
  pdp,
  policies,
});
afterAll(async () => {
  await pdp.close();
  await rm(policies, { recursive: true });
});

async function changeOf(
  name: string,
  action: string,
  attr: object = {},
): Promise<Change | undefined> {
  const { change } = await authorizer.explain({
    user: `${name}@acme.example`,
    action,
    resource: {
      kind: "forecast",
      id: "q3",
      attr: {
        ...{ organization: "acme", project: "a", readers: [] },
        ...{ locked: false, unread: false, currency: "USD" },
        ...attr,
      },
    },
  });
  return change;
}

describe("a policy of one's own", () => {
  it("has its lists and its booleans changed, by whoever may edit", async () => {
    const change = await changeOf("ben", "read", { locked: true });
    expect(change?.sentence).toBe(
      "Add Ben to readers of the forecast, and set locked of the forecast to false.",
    );
    expect(
      change?.steps.map(({ actions, by }) => [
        actions?.map(({ action }) => action),
        by?.map(({ id }) => id),
      ]),
    ).toEqual([
      [["edit"], ["ben@acme.example"]],
      [["edit"], ["ben@acme.example"]],
    ]);
  });

  it("has the roles found that its own derived roles look at, in whatever app", async () => {
    expect((await changeOf("ana", "edit"))?.sentence).toBe(
      "Give Ana the Govern role viewer in a.",
    );
    expect((await changeOf("cy", "edit"))?.sentence).toBe(
      "Give Cy the Govern role viewer in a, and give Cy the Analytics role manager in a.",
    );
  });

  it("has nothing proposed that a schema refuses, nor what a thing is", async () => {
    expect(await changeOf("ben", "sell")).toBeUndefined();
  });
});
