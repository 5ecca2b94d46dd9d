import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Checks } from "../src/authorizer/checks.ts";
import type { Attributes } from "../src/decision/attributes.ts";
import type { Decision } from "../src/decision/decision.ts";
import { type EmbeddedPdp, startPdp } from "../src/pdp/process/start.ts";
import { type Catalog, loadCatalog } from "../src/policies/catalog.ts";
import { directoryOf, enterprise, project, user } from "./support/acme.ts";

/** What people read of decisions outside Experiment: a sentence for each refusal code, and for what a rule asked about. */

let pdp: EmbeddedPdp;
let catalog: Catalog;
beforeAll(async () => {
  [pdp, catalog] = await Promise.all([startPdp(), loadCatalog()]);
});
afterAll(() => pdp.close());

const ROOT = "root@acme.example";
const id = (role: string): string => `${role}@acme.example`;
const directory = directoryOf([
  ...enterprise(
    ...(["viewer", "member", "manager", "admin"] as const).map((role) =>
      user(id(role), { name: role, grants: [{ project: "a", role }] }),
    ),
    user(id("outsider"), { name: "outsider", role: "none" }),
    project("closed", { modules: [] }),
    user(id("analyst"), {
      name: "analyst",
      grants: [{ project: "closed", role: "member" }],
    }),
  ),
  {
    apiVersion: "rolebook/v1",
    kind: "Credential",
    id: "provisioning",
    type: "scim",
  },
]);

function asking(
  who: string,
  action: string,
  kind: string,
  attr: Attributes = {},
): Promise<Decision> {
  const hasProject = catalog.kind(kind).attributes.has("project");
  const place = hasProject ? { project: "a" } : {};
  return new Checks({ directory, catalog, pdp }).check({
    subject: who.includes("@") || who === "provisioning" ? who : id(who),
    action,
    resource: {
      kind,
      // The id of an organization says which one it is.
      id: kind === "organization" ? "acme" : "x",
      attr: { ...place, ...attr },
    },
  });
}

const CONTENT = {
  type: "chart",
  owners: ["somebody@acme.example"],
  sharedWith: [] as string[],
  discoverable: false,
  archived: false,
};
const ofMember = { owners: [id("member")] };
const discoverable = { discoverable: true };

describe("content", () => {
  it.each<[string, string, object, string | undefined, string]>([
    [
      ...(["member", "view", {}, "undiscoverable"] as const),
      "The content is not discoverable, and member is not an owner of it, nor one of those with whom it is shared.",
    ],
    [
      ...(["admin", "search", {}, "undiscoverable"] as const),
      "The content is not discoverable, and admin is not an owner of it.",
    ],
    [
      ...(["manager", "mark_official", {}, "undiscoverable"] as const),
      "Only what is discoverable can be official.",
    ],
    [
      ...(["viewer", "create", discoverable, "viewer_content"] as const),
      "An Analytics viewer makes dashboards, charts and cohorts, and makes and changes only what is not discoverable.",
    ],
    [
      ...(["viewer", "edit", {}, "not_an_owner"] as const),
      "This takes an owner of the content, and viewer is not one.",
    ],
    [
      ...(["member", "delete", ofMember, "not_archived"] as const),
      "Content is deleted for good only once it is archived.",
    ],
    [
      ...(["viewer", "publish", {}, undefined] as const),
      "viewer is a viewer in Analytics (project a); viewers may not publish content.",
    ],
    [
      ...(["outsider", "view", discoverable, undefined] as const),
      "outsider has no Analytics role in a: neither a grant nor a group gives one.",
    ],
  ])("%s may not %s %j: %s", async (who, action, attr, code, reason) => {
    const given = { ...CONTENT, ...attr };
    const decision = await asking(who, action, "content", given);
    expect(decision).toMatchObject({ allowed: false, reason });
    expect(decision.code).toBe(code);
  });

  it.each<[string, string, object, string]>([
    [
      ...(["member", "edit", ofMember] as const),
      "member is a member in Analytics (project a) and an owner of the content.",
    ],
    [
      ...(["member", "view", { sharedWith: [id("member")] }] as const),
      "member is a member in Analytics (project a) and one of those with whom the content is shared.",
    ],
    [
      ...([
        "member",
        "view",
        { discoverable: true, sharedWith: [id("member")] },
      ] as const),
      "member is a member in Analytics (project a).",
    ],
    [
      ...(["member", "view", discoverable] as const),
      "member is a member in Analytics (project a).",
    ],
    [
      ...(["admin", "archive", {}] as const),
      "admin is an admin in Analytics (project a).",
    ],
  ])("%s may %s %j", async (who, action, attr, reason) => {
    const given = { ...CONTENT, ...attr };
    const decision = await asking(who, action, "content", given);
    expect(decision).toMatchObject({ allowed: true, reason });
  });
});

it.each<[string, string, string, Attributes, string]>([
  [
    ...(["member", "edit", "guide"] as const),
    { type: "guide", published: true },
    "The guide is published; editing it takes a manager.",
  ],
  [
    ...(["member", "edit_name", "user_profile"] as const),
    { user: ROOT },
    "People change their own profile only, and this is not that of member.",
  ],
  [
    ...([ROOT, "change_email", "user_profile"] as const),
    { user: ROOT },
    "Nobody may change_email, whatever their role.",
  ],
  [
    ...([ROOT, "transfer_ownership", "organization"] as const),
    { owner: id("member") },
    "Only its owner gives an organization to somebody else, and root@acme.example is not the owner.",
  ],
  [
    ...(["provisioning", "add", "organization_member"] as const),
    { user: id("new"), role: "none", newRole: "admin", adminCount: 1 },
    "Only an organization admin makes somebody admin.",
  ],
  [
    ...(["outsider", "view", "audit_log"] as const),
    {},
    "outsider has no role in the organization.",
  ],
  [
    ...(["analyst", "view", "project_api_key"] as const),
    { project: "closed" },
    "analyst is a member in Analytics (project closed); members in Analytics may not view project api keys.",
  ],
  [
    ...(["viewer", "view", "tracking_plan"] as const),
    {},
    "viewer has no Govern role in a: neither a grant nor a group gives one.",
  ],
  [
    ...(["stranger", "edit_name", "user_profile"] as const),
    { user: id("stranger") },
    "There is no user or credential stranger@acme.example in acme.",
  ],
])("%s may not %s %s %j", async (who, action, kind, attr, reason) => {
  expect(await asking(who, action, kind, attr)).toMatchObject({
    allowed: false,
    reason,
  });
});

it.each<[string, string, string, Attributes, string]>([
  [
    ...(["outsider", "edit_name", "user_profile"] as const),
    { user: id("OUTSIDER") },
    "It is outsider's own profile.",
  ],
  [
    ...([ROOT, "transfer_ownership", "organization"] as const),
    { owner: "Root@ACME.example" },
    "root@acme.example is an admin of the organization and its owner.",
  ],
  [
    ...(["admin", "edit", "tracking_plan"] as const),
    {},
    "admin is an editor in Govern (project a).",
  ],
  [
    ...(["member", "edit", "flag"] as const),
    { access: "everyone", editors: [id("member")] },
    "member is a member in Experiment (project a).",
  ],
  [
    ...([ROOT, "manage_access", "experiment"] as const),
    { access: "editors", editors: [] },
    "An organization admin is allowed manage_access on a restricted experiment without being one of its editors.",
  ],
  [
    ...(["provisioning", "add_member", "permission_group"] as const),
    {},
    "A provisioning (SCIM) credential of acme is allowed add_member on permission groups of the organization.",
  ],
  [
    ...(["manager", "view", "project_api_key"] as const),
    {},
    "manager is a manager in Analytics (project a) and a manager in Experiment (project a).",
  ],
])("%s may %s %s %j", async (who, action, kind, attr, reason) => {
  expect(await asking(who, action, kind, attr)).toMatchObject({
    allowed: true,
    reason,
  });
});
