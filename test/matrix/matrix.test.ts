import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMatrix, type Matrix } from "../../src/matrix/matrix.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { type Catalog, loadCatalog } from "../../src/policies/catalog.ts";

/** Policies of somebody else's: kinds that Rolebook knows nothing of, on its roles. */

const SCHEMA = (kind: string, properties: object): string =>
  JSON.stringify({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: kind,
    type: "object",
    required: ["organization", ...Object.keys(properties)],
    properties: {
      organization: { $ref: "definitions.json#/$defs/id" },
      ...properties,
    },
  });

const POLICY = (kind: string, sets: string, rules: string): string => `
apiVersion: api.cerbos.dev/v1
resourcePolicy:
  version: default
  resource: ${kind}
  importDerivedRoles: [${sets}]
  schemas:
    principalSchema:
      ref: cerbos:///principal.json
    resourceSchema:
      ref: cerbos:///${kind}.json
  rules: ${rules}
`;

const FILES: Readonly<Record<string, string>> = {
  "report.yaml": POLICY(
    "report",
    "analytics",
    `
    - name: read
      actions: [read]
      effect: EFFECT_ALLOW
      derivedRoles: [analytics_member, analytics_manager]
      condition:
        match:
          expr: R.attr.size > 9 || R.attr.state == "open"
      output:
        when:
          conditionNotMet: '{"code": "too_small"}'
    - name: read_any
      actions: [read]
      effect: EFFECT_ALLOW
      derivedRoles: [analytics_admin]
    - name: tidy
      actions: [tidy]
      effect: EFFECT_ALLOW
      derivedRoles: [analytics_admin]
      condition:
        match:
          expr: P.attr.organizationPlan in ["growth", "enterprise"]
    - name: destroy
      actions: [destroy]
      effect: EFFECT_DENY
      roles: ["*"]`,
  ),
  "_schemas/report.json": SCHEMA("report", {
    project: { type: "string" },
    size: { type: "integer" },
    state: { type: "string", enum: ["open", "shut"] },
  }),
  "parcel.yaml": POLICY(
    "parcel",
    "couriers",
    `
    - name: carry
      actions: [carry]
      effect: EFFECT_ALLOW
      derivedRoles: [courier]`,
  ),
  "_schemas/parcel.json": SCHEMA("parcel", { project: { type: "string" } }),
  "derived_roles/couriers.yaml": `
apiVersion: api.cerbos.dev/v1
derivedRoles:
  name: couriers
  definitions:
    - name: courier
      parentRoles: [user]
      condition:
        match:
          all:
            of:
              - expr: R.attr.organization == P.attr.organization
              - expr: R.attr.project in P.attr.experiment.manager || R.attr.project in P.attr.govern.editor
`,
  "derived_roles/leaks.yaml": `
apiVersion: api.cerbos.dev/v1
derivedRoles:
  name: leaks
  definitions:
    - name: viewer_anywhere
      parentRoles: [user]
      condition:
        match:
          all:
            of:
              - expr: R.attr.organization == P.attr.organization
              - expr: size(P.attr.analytics.viewer) > 0
`,
  "memo.yaml": POLICY(
    "memo",
    "analytics, leaks",
    `
    - name: peek
      actions: [peek]
      effect: EFFECT_ALLOW
      roles: [user]
      condition:
        match:
          expr: P.attr.organizationRole in ["member", "manager"] || R.attr.state == "open"
    - name: leak
      actions: [leak]
      effect: EFFECT_ALLOW
      derivedRoles: [viewer_anywhere]`,
  ),
  "_schemas/memo.json": SCHEMA("memo", {
    project: { type: "string" },
    state: { type: "string", enum: ["open", "shut"] },
  }),
  "relic.yaml": POLICY(
    "relic",
    "",
    `
    - name: touch
      actions: [touch]
      effect: EFFECT_DENY
      roles: ["*"]`,
  ),
  "_schemas/relic.json": SCHEMA("relic", {}),
  "stone.yaml": POLICY(
    "stone",
    "",
    `
    - name: lift
      actions: [lift]
      effect: EFFECT_ALLOW
      roles: [scim]
      condition:
        match:
          expr: R.attr.weight < 7.5
      output:
        when:
          conditionNotMet: '{"code": "too_heavy"}'`,
  ),
  "_schemas/stone.json": JSON.stringify({
    type: "object",
    properties: {
      weight: { type: "number", minimum: 5 },
      shape: { type: "object" },
    },
    oneOf: [{ required: ["weight"] }, { required: ["shape"] }],
  }),
};

let folder: string;
let pdp: EmbeddedPdp;
let catalog: Catalog;
let matrix: Matrix;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rolebook-matrix-"));
  for (const part of ["_schemas", "derived_roles"]) {
    await cp(packagePath("policies", part), join(folder, part), {
      recursive: true,
    });
  }
  for (const [path, text] of Object.entries(FILES)) {
    await writeFile(join(folder, path), text);
  }
  pdp = await startPdp({ policies: folder });
  catalog = await loadCatalog(folder);
  matrix = await buildMatrix(pdp, catalog);
});
afterAll(async () => {
  await pdp.close();
  await rm(folder, { recursive: true });
});

/** The rows of a kind as `action [condition] {codes}: columns`. */
function rowsOf(kind: string, of = matrix): Record<string, string[]> {
  return Object.fromEntries(
    of
      .map(
        (section) =>
          [
            section.name,
            section.rows
              .filter((row) => row.kind === kind)
              .map(({ action, condition, cells }) => {
                const allowed = section.columns.filter(
                  (column) => cells[column] !== "never",
                );
                const why =
                  condition &&
                  ` [${condition.text}] {${condition.codes.join()}}`;
                return `${action}${why ?? ""}: ${allowed.join(", ")}`;
              }),
          ] as const,
      )
      .filter(([, rows]) => rows.length > 0),
  );
}

describe("the matrix of policies that it has never seen", () => {
  it("has a row for each condition, one for who needs none, and one for what nobody may", () => {
    expect(rowsOf("report")).toEqual({
      analytics: [
        "read [size > 9 or state is open] {too_small}: member, manager",
        "read: admin, organization admin",
        "tidy [the plan is growth or enterprise] {}: admin, organization admin",
        "destroy: ",
      ],
    });
  });

  it("shows who may do something without a role in the project, and elsewhere", () => {
    const some =
      "(the organization role is none or viewer) and state is open, or the organization role is member or manager";
    const everyRole = "none, viewer, member, manager, admin";
    expect(rowsOf("memo")).toMatchObject({
      analytics: [
        `peek [${some}] {}: ${everyRole}`,
        "peek [state is open] {}: organization admin",
        `peek [in another project and (${some})] {}: ${everyRole}`,
        "peek [in another project and state is open] {}: organization admin",
        `peek [of another organization and (${some})] {}: ${everyRole}`,
        "peek [of another organization and state is open] {}: organization admin",
        "leak: viewer",
        "leak [in another project] {}: viewer",
      ],
    });
  });

  it("shows a kind whose schema it can make nothing up for, without codes", () => {
    expect(rowsOf("stone")).toEqual({
      organization: ["lift [weight < 7.5] {}: scim"],
    });
  });

  it("puts a kind with roles of its own where a role may do anything", () => {
    expect(rowsOf("parcel")).toEqual({
      experiment: ["carry: manager"],
      govern: ["carry: editor, organization admin"],
    });
  });

  it("leaves out no kind, not even one that nobody may do anything with", () => {
    expect(rowsOf("relic")).toEqual({ organization: ["touch: "] });
  });

  it("refuses to print what a PDP with other policies does not say", async () => {
    const own = await startPdp();
    try {
      await expect(buildMatrix(own, catalog)).rejects.toThrow(
        'the PDP has no policy for the kind "memo"',
      );
    } finally {
      await own.close();
    }
  });

  it("shows one kind in the same way", async () => {
    expect(await buildMatrix(pdp, catalog, { kind: "relic" })).toEqual([
      {
        ...matrix.at(-1),
        rows: matrix.at(-1)?.rows.filter(({ kind }) => kind === "relic"),
      },
    ]);
    await expect(buildMatrix(pdp, catalog, { kind: "reprot" })).rejects.toThrow(
      'There is no kind "reprot". Did you mean "report"?',
    );
  });
});
