import { beforeAll, describe, expect, it } from "vitest";
import { packagePath } from "../../src/util/package-root.ts";
import { type Catalog, loadCatalog } from "../../src/policies/catalog.ts";
import { readPolicyFiles } from "../../src/policies/policy-files.ts";
import { generatePolicyTypes } from "../../src/policies/types/generate.ts";
import { readPolicyNames } from "../../src/policies/types/names.ts";
import type {
  AnyPolicies,
  CodeOf,
  KindOf,
  PolicyTypes,
} from "../../src/policies/types/policy-types.ts";
import type { Policies } from "../../src/kinds/policy-types.ts";
import { ownAttributesOf, PLACES } from "../invariants/resources.ts";
import { actionsOf, KINDS } from "../tables/verdict.ts";
import { errorsOf } from "./types-compile.ts";

const FLAG = `{ organization: "acme", project: "web", access: "editors", editors: ["ana@acme.example"] }`;
const MEMBER = `organization: "acme", project: "web", user: "ana@acme.example"`;

let types: string;
let catalog: Catalog;
beforeAll(async () => {
  [types, catalog] = await Promise.all([generatePolicyTypes(), loadCatalog()]);
});

describe("the types of Rolebook's own policies", () => {
  it("name every kind, every action and every refusal code", async () => {
    const { kinds, codes, computedBy } = await readPolicyNames(
      packagePath("policies"),
    );
    expect(
      Object.fromEntries(kinds.map(({ name, actions }) => [name, actions])),
    ).toEqual(
      Object.fromEntries(
        catalog.kinds.map(({ name, actions }) => [name, actions]),
      ),
    );
    expect(computedBy).toEqual([]);
    expect(codes).toEqual(await codesByText());
    expect(
      Object.fromEntries(
        kinds.map(({ name, actions }) => [name, actions.toSorted()]),
      ),
    ).toEqual(
      Object.fromEntries(
        KINDS.map((kind) => [kind, actionsOf(kind).toSorted()]),
      ),
    );
  });

  it("are policy types, as the code that is checked in says, too", () => {
    const accept = <P extends PolicyTypes>(kind: KindOf<P>, code: CodeOf<P>) =>
      `${kind} ${code}`;
    expect(accept<Policies>("flag", "not_an_editor")).toBe(
      "flag not_an_editor",
    );
    expect(accept<AnyPolicies>("anything", "any_code")).toBe(
      "anything any_code",
    );
  });

  it("take every resource that its schema takes", () => {
    const samples = catalog.kinds.map((kind) => {
      const { organization, project } = PLACES[0];
      const place = kind.attributes.has("project")
        ? { organization, project }
        : { organization };
      const resources = ownAttributesOf(kind).map((own) => ({
        ...place,
        ...own,
      }));
      return { kind: kind.name, resources };
    });
    const snippets = samples.map(
      ({ kind, resources }) =>
        `export const all: readonly AttributesOf<Policies, "${kind}">[] = ${JSON.stringify(resources)};`,
    );
    expect(errorsOf(types, snippets).flat()).toEqual([]);
    for (const { kind, resources } of samples) {
      expect(resources, kind).not.toHaveLength(0);
    }
  });
});

describe("a question, to the compiler", () => {
  const right: readonly (readonly [what: string, snippet: string])[] = [
    [
      "an action of the kind",
      `check({ action: "restrict", kind: "flag", attr: ${FLAG} });`,
    ],
    [
      "a role of the app",
      `check({ action: "add", kind: "project_member", attr: { ${MEMBER}, app: "govern", role: "none", newRole: "editor" } });`,
    ],
    [
      "a refusal code",
      `if (check({ action: "edit", kind: "flag", attr: ${FLAG} }) === "not_an_editor") throw new Error();`,
    ],
    [
      "an action of one of several kinds",
      `export const action: ActionOf<Policies, "flag" | "audit_log"> = "view";`,
    ],
  ];
  const wrong: readonly (readonly [
    what: string,
    snippet: string,
    says: string,
  ])[] = [
    [
      "an action that is nowhere",
      `check({ action: "fly", kind: "flag", attr: ${FLAG} });`,
      `Type '"fly"' is not assignable`,
    ],
    [
      "an action of another kind",
      `check({ action: "publish", kind: "flag", attr: ${FLAG} });`,
      `Type '"publish"' is not assignable`,
    ],
    [
      "a kind that is nowhere",
      `check({ action: "read", kind: "flagg", attr: ${FLAG} });`,
      `Type '"flagg"' is not assignable to type 'KindOf<Policies>'. Did you mean '"flag"'?`,
    ],
    [
      "a missing attribute",
      `check({ action: "read", kind: "flag", attr: { organization: "acme", project: "web", access: "everyone" } });`,
      "Property 'editors' is missing",
    ],
    [
      "an attribute too many",
      `check({ action: "view", kind: "audit_log", attr: { organization: "acme", project: "web" } });`,
      "'project' does not exist",
    ],
    [
      "a value that is not listed",
      `check({ action: "read", kind: "flag", attr: { ...${FLAG}, access: "nobody" } });`,
      `Type '"nobody"' is not assignable to type '"everyone" | "editors"'`,
    ],
    [
      "a value of another type",
      `check({ action: "read", kind: "flag", attr: { ...${FLAG}, editors: "ana@acme.example" } });`,
      "Type 'string' is not assignable to type 'readonly string[]'",
    ],
    [
      "a role of another app",
      `check({ action: "add", kind: "project_member", attr: { ${MEMBER}, app: "govern", role: "none", newRole: "manager" } });`,
      `Type '"manager"' is not assignable to type '"none" | "viewer" | "editor"'`,
    ],
    [
      "a refusal code that is nowhere",
      `if (check({ action: "edit", kind: "flag", attr: ${FLAG} }) === "not_editor") throw new Error();`,
      "have no overlap",
    ],
    [
      "an action of none of several kinds",
      `export const action: ActionOf<Policies, "flag" | "audit_log"> = "publish";`,
      `Type '"publish"' is not assignable`,
    ],
  ];
  let errors: readonly (readonly string[])[];
  beforeAll(() => {
    errors = errorsOf(
      types,
      [...right, ...wrong].map(([, snippet]) => snippet),
    );
  });

  it.each(right.map(([what], index) => [what, index] as const))(
    "may have %s",
    (_, index) => {
      expect(errors[index]).toEqual([]);
    },
  );

  it.each(wrong.map(([what, , says], index) => [what, says, index] as const))(
    "may not have %s",
    (_, says, index) => {
      expect(errors[right.length + index]).toEqual([
        expect.stringContaining(says),
      ]);
    },
  );
});

/** Every text in an expression for a refusal but the key. */
async function codesByText(): Promise<readonly string[]> {
  const files = await readPolicyFiles(packagePath("policies"));
  const texts = files
    .filter(({ role }) => role === "policy")
    .flatMap(({ text }) => text.match(/conditionNotMet: .*/g) ?? [])
    .flatMap((expression) => expression.match(/(?<=")\w+(?=")/g) ?? []);
  return [...new Set(texts)].filter((text) => text !== "code").sort();
}
