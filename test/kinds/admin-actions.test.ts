import { describe, expect, it } from "vitest";
import { adminAction } from "../../src/kinds/admin-actions.ts";
import { type Kind, loadCatalog } from "../../src/policies/catalog.ts";

const catalog = await loadCatalog();
const auditLog = catalog.kind("audit_log");
/** A kind of other policies, with the same rule. */
const kind: Kind = { ...auditLog, name: "access_log" };

/** The same kind, whose only rule differs. */
function withRule(change: Partial<Kind["rules"][number]>): Kind {
  return { ...kind, rules: kind.rules.map((rule) => ({ ...rule, ...change })) };
}

describe("an action that an admin is known to be allowed", () => {
  it("is the first that a rule allows without a condition", () => {
    expect(adminAction(kind)).toEqual({ action: "view" });
  });

  it("is written down for each kind of Rolebook's own policies", () => {
    const unknown = catalog.kinds.filter(
      (each) => adminAction(each) === undefined,
    );
    expect(unknown.map(({ name }) => name)).toEqual([]);
    expect(adminAction(catalog.kind("content"))).toEqual({ action: "create" });
    expect(adminAction(catalog.kind("user_profile"))).toEqual({
      action: "edit_name",
      self: "user",
    });
  });

  it.each<[string, Partial<Kind["rules"][number]>]>([
    ["allows everybody", { roles: ["*"], derivedRoles: [] }],
    ["has a condition", { isConditional: true }],
    ["is a DENY", { allows: false }],
  ])("stays known if the rule of such a kind %s", (_, change) => {
    const rules = auditLog.rules.map((rule) => ({ ...rule, ...change }));
    expect(adminAction({ ...auditLog, rules })).toEqual({ action: "view" });
  });

  it.each<[string, Kind]>([
    ["has a condition", withRule({ isConditional: true })],
    ["is a DENY", withRule({ allows: false })],
    ["is for roles of the principal", withRule({ roles: ["user"] })],
    [
      "is for everybody in the organization",
      withRule({ derivedRoles: ["organization_admin", "organization_user"] }),
    ],
    ["is for lower roles", withRule({ derivedRoles: ["organization_viewer"] })],
    [
      "is for derived roles of other policies",
      { ...kind, derivedRoleSets: ["organization", "auditing"] },
    ],
    [
      "stands beside a DENY of all actions",
      {
        ...kind,
        rules: kind.rules.flatMap((rule) => [
          rule,
          { ...rule, actions: ["*"], allows: false },
        ]),
      },
    ],
  ])("is not known if the rule %s", (_, other) => {
    expect(adminAction(other)).toBeUndefined();
  });
});
