import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../src/policies/catalog.ts";
import { type App, APP_ROLES, APPS } from "../../src/model/roles.ts";
import type { TableSubject } from "./subjects/subject.ts";
import { SUBJECTS } from "./subjects/subjects.ts";
import { actionsOf, hasProject, KINDS, TABLES } from "./verdict.ts";

describe("the tables as data", () => {
  it("draw no row twice", () => {
    for (const table of Object.values(TABLES)) {
      const rows = table.map(({ kind, action }) => `${kind} ${action}`);
      expect(rows).toEqual([...new Set(rows)]);
    }
  });

  it("have the kinds and actions that the policies have, no more and no fewer", async () => {
    const { kinds } = await loadCatalog();
    const ofPolicies = kinds.flatMap(({ name, actions }) =>
      actions.map((action) => `${name} ${action}`),
    );
    const ofTables = KINDS.flatMap((kind) =>
      actionsOf(kind).map((action) => `${kind} ${action}`),
    );
    expect(ofPolicies.sort()).toEqual(ofTables.sort());
  });

  it("are about a project where the policies' schemas ask for one", async () => {
    const { kinds } = await loadCatalog();
    const inProject = kinds.filter(({ attributes }) =>
      attributes.has("project"),
    );
    expect(inProject.map(({ name }) => name).sort()).toEqual(
      KINDS.filter(hasProject).sort(),
    );
  });
});

describe("the subjects of the tables", () => {
  const people = SUBJECTS.filter(({ credential }) => credential === undefined);

  it("have the roles that their directories are meant to give", () => {
    for (const { principal, ...roles } of people) {
      expect(
        [
          principal.attr.organizationRole,
          ...APPS.map((app) => roleIn(app, principal)),
        ],
        roles.name,
      ).toEqual([
        roles.organizationRole,
        ...APPS.map((app) => roles[`${app}Role`]),
      ]);
    }
  });

  it("are people of two organizations and each one's credentials", () => {
    expect(people.length).toBe(32);
    expect(SUBJECTS.length).toBe(36);
  });
});

function roleIn(app: App, { attr }: TableSubject["principal"]): string {
  const projects: Readonly<Record<string, readonly string[]>> = attr[app];
  return (
    APP_ROLES[app].find((role) => projects[role]?.includes("web")) ?? "none"
  );
}
