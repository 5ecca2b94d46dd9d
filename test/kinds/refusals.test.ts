import { describe, expect, it } from "vitest";
import { refusalSentence } from "../../src/kinds/refusals.ts";
import { fill } from "../../src/kinds/template.ts";
import { loadCatalog } from "../../src/policies/catalog.ts";
import { refusalCodesOf } from "../../src/policies/types/refusal-codes.ts";
import { readPolicyTree } from "../../src/policies/tree/read-tree.ts";
import { packagePath } from "../../src/util/package-root.ts";

const catalog = await loadCatalog();
const tree = await readPolicyTree(packagePath("policies"));

const WORDS = {
  name: "Ana",
  noun: "flag",
  "a noun": "a flag",
  organization: "acme",
  roles: "a member of the organization",
  may: "may edit",
};

/** Each code with each kind whose rules give it. */
const given = tree.policies.flatMap((policy) =>
  refusalCodesOf({ ...tree, policies: [policy] }).codes.map(
    (code) => [code, policy.kind.name] as const,
  ),
);

describe("a refusal code of Rolebook's policies", () => {
  it("is given for several kinds", () => {
    expect(given.length).toBeGreaterThan(refusalCodesOf(tree).codes.length);
  });

  it.each(given)("%s has a sentence for %s", (code, name) => {
    const kind = catalog.kind(name);
    for (const action of kind.actions) {
      for (const subject of ["user", "scim", "management_api"]) {
        const sentence = refusalSentence(code, kind, { action, subject });
        const words = fill(sentence ?? "", WORDS);
        expect(words).toMatch(/^[A-Z][^{}]*\.$/);
      }
    }
  });

  it("has none for a kind whose rules do not give it", () => {
    const about = { action: "view", subject: "user" };
    const guide = catalog.kind("guide");
    expect(refusalSentence("not_an_editor", guide, about)).toBeUndefined();
    expect(refusalSentence("constructor", guide, about)).toBeUndefined();
  });

  it("tells provisioning only what it can do", () => {
    const member = catalog.kind("organization_member");
    const [user, scim] = ["user", "scim"].map((subject) =>
      refusalSentence("admin_only", member, { action: "remove", subject }),
    );
    expect(user).toBe(
      "Only an organization admin makes somebody admin, or changes a member who is.",
    );
    expect(scim).toBe("Only an organization admin makes somebody admin.");
  });
});
