import { readFile } from "node:fs/promises";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import {
  credentialPrincipal,
  toPrincipal,
} from "../../src/access/principal.ts";
import { resolveAccess } from "../../src/access/resolve.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import type { Directory } from "../../src/directory/directory.ts";
import { packagePath } from "../../src/util/package-root.ts";

let validate: ValidateFunction;
let directory: Directory;

beforeAll(async () => {
  const ajv = new Ajv2020({ strict: false });
  for (const name of ["definitions.json", "principal.json"]) {
    const path = packagePath("policies", "_schemas", name);
    ajv.addSchema(JSON.parse(await readFile(path, "utf8")) as object, name);
  }
  const found = ajv.getSchema("principal.json");
  if (found === undefined) throw new Error("there is no principal.json");
  validate = found;
  directory = await loadDirectory(packagePath("examples", "acme"));
});

function accessOf(user: string) {
  const at = Date.parse("2026-11-01T00:00:00Z");
  return resolveAccess(directory, { user, organization: "acme", at });
}

describe("the principal of every user and credential of the example", () => {
  it("is what the PDP's schema requires", () => {
    const acme = directory.organization("acme");
    if (acme === undefined) throw new Error("the example has no acme");
    const principals = [
      ...acme.users.map(({ id }) => toPrincipal(accessOf(id))),
      toPrincipal(accessOf("nobody@acme.example")),
      ...acme.credentials.map((each) => credentialPrincipal(acme, each)),
    ];
    expect(principals.length).toBe(17);
    for (const { attr } of principals) {
      expect(validate(attr), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it("would not pass with an attribute less", () => {
    const { attr } = toPrincipal(accessOf("ana@acme.example"));
    for (const name of Object.keys(attr)) {
      const less = Object.fromEntries(
        Object.entries(attr).filter(([each]) => each !== name),
      );
      expect(validate(less)).toBe(false);
    }
  });
});

describe("a principal", () => {
  it("has the projects by app and effective role", () => {
    expect(toPrincipal(accessOf("Noor@acme.example"))).toEqual({
      id: "noor@acme.example",
      roles: ["user"],
      attr: {
        organization: "acme",
        organizationPlan: "enterprise",
        organizationRole: "member",
        analytics: { viewer: [], member: [], manager: ["web"], admin: [] },
        experiment: { viewer: ["web"], member: [], manager: [], admin: [] },
        govern: { viewer: [], editor: ["warehouse", "web"] },
        accounts: { viewer: [] },
      },
    });
  });

  it("has only the projects that are asked for", () => {
    const access = accessOf("akiko@acme.example");
    const managed = (projects?: string[]) =>
      toPrincipal(access, { projects }).attr.analytics.manager;
    expect(managed()).toEqual(["ios", "web"]);
    expect(managed(["web", "warehouse"])).toEqual(["web"]);
    expect(managed([])).toEqual([]);
  });

  it("of somebody whom the organization does not have is no user of it", () => {
    const principal = toPrincipal(accessOf("nobody@acme.example"));
    expect(principal).toMatchObject({
      id: "nobody@acme.example",
      roles: ["unknown"],
      attr: { organization: "acme", organizationRole: "none" },
    });
    expect(toPrincipal(accessOf("dana@agency.example"))).toMatchObject({
      roles: ["user"],
      attr: { organizationRole: "none" },
    });
  });

  it("of a credential has its type as role, and no role of a person", () => {
    const acme = directory.organization("acme");
    const credential = acme?.credential("release-pipeline");
    if (acme === undefined || credential === undefined) {
      throw new Error("the example has no such credential");
    }
    const { id, roles, attr } = credentialPrincipal(acme, credential);
    expect({ id, roles }).toEqual({
      id: "release-pipeline",
      roles: ["management_api"],
    });
    expect(attr).toMatchObject({
      organization: "acme",
      organizationRole: "none",
      experiment: { viewer: [], member: [], manager: [], admin: [] },
    });
  });
});
