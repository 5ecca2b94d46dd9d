import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/model/principal.ts";
import { PdpRequestError } from "../../src/pdp/errors.ts";
import type { Pdp, PdpRequest } from "../../src/pdp/pdp.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { APP_ROLES, APPS } from "../../src/model/roles.ts";
import { MEMBER } from "../support/questions.ts";

let pdp: Pdp;
beforeAll(async () => {
  pdp = await startPdp();
});
afterAll(() => pdp.close());

const RESTRICTED = {
  kind: "flag",
  id: "new-checkout",
  attr: {
    organization: "acme",
    project: "web",
    access: "editors",
    editors: ["else@acme.example"],
  },
};

function withAttributes(attr: Partial<Principal["attr"]>): Principal {
  return { ...MEMBER, attr: { ...MEMBER.attr, ...attr } };
}

describe("several actions in one request", () => {
  const actions = ["edit", "delete", "restrict", "variants:write", "read"];
  const none = { viewer: [], member: [], manager: [], admin: [] };

  async function codesFor(principal: Principal): Promise<unknown> {
    const [answer] = await pdp.check({
      principal,
      resources: [{ resource: RESTRICTED, actions }],
    });
    return answer?.rulings.map(({ codes }) => codes);
  }

  it("give the code to each action of one whose role would do", async () => {
    const code = ["not_an_editor"];
    expect(await codesFor(MEMBER)).toEqual([code, code, code, code, []]);
  });

  it.each([
    ["a viewer", withAttributes({ experiment: { ...none, viewer: ["web"] } })],
    ["one without a role", withAttributes({ experiment: none })],
    [
      "a member of another organization",
      withAttributes({ organization: "globex" }),
    ],
  ])(
    "give no code to %s, who need not know of the restriction",
    async (_, principal) => {
      expect(await codesFor(principal)).toEqual([[], [], [], [], []]);
    },
  );

  it("are answered in their order, resource by resource", async () => {
    const open = {
      ...RESTRICTED,
      attr: { ...RESTRICTED.attr, access: "everyone" },
    };
    const answers = await pdp.check({
      principal: MEMBER,
      resources: [
        { resource: RESTRICTED, actions: ["edit", "read"] },
        { resource: open, actions: ["read", "edit", "unheard_of"] },
      ],
    });
    expect(
      answers.map(({ rulings }) =>
        rulings.map(({ action, allowed }) => [action, allowed]),
      ),
    ).toEqual([
      [
        ["edit", false],
        ["read", true],
      ],
      [
        ["read", true],
        ["edit", true],
        ["unheard_of", false],
      ],
    ]);
  });
});

it("a project member's roles must be roles of the app, or the request is rejected", async () => {
  const roles = [
    "none",
    "viewer",
    "editor",
    "member",
    "manager",
    "admin",
    "owner",
  ];
  const disagreements: string[] = [];
  let asked = 0;
  for (const app of [...APPS, "billing"]) {
    const valid: readonly string[] =
      app === "billing" ? [] : ["none", ...APP_ROLES[app as "analytics"]];
    for (const role of roles) {
      for (const newRole of roles) {
        asked += 1;
        const request: PdpRequest = {
          principal: MEMBER,
          resources: [
            {
              resource: {
                kind: "project_member",
                id: "x",
                attr: {
                  organization: "acme",
                  project: "web",
                  user: "else@acme.example",
                  app,
                  role,
                  newRole,
                },
              },
              actions: ["edit_role"],
            },
          ],
        };
        const accepted = await pdp.check(request).then(
          () => true,
          (error: unknown) => {
            if (error instanceof PdpRequestError) return false;
            throw error;
          },
        );
        if (accepted !== (valid.includes(role) && valid.includes(newRole))) {
          disagreements.push(`${app} ${role} to ${newRole}: ${accepted}`);
        }
      }
    }
  }
  expect(disagreements).toEqual([]);
  expect(asked).toBe(245);
});
