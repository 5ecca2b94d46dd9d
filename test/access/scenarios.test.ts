import { describe, expect, it } from "vitest";
import type { Access, EffectiveRole } from "../../src/access/access.ts";
import { resolveAccess } from "../../src/access/resolve.ts";
import { Directory } from "../../src/directory/directory.ts";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import type { Organization } from "../../src/model/organization.ts";
import type { App } from "../../src/model/roles.ts";
import {
  directoryOf,
  enterprise,
  group,
  organization,
  project,
  user,
} from "../support/acme.ts";

const NOW = Date.parse("2026-06-01T00:00:00Z");

function accessOf(
  id: string,
  documents: readonly DirectoryDocument[],
  at = NOW,
): Access {
  return resolveAccess(directoryOf(documents), {
    user: id,
    organization: "acme",
    at,
  });
}

/** The user's roles in an app, by project. */
function rolesIn(access: Access, app: App = "analytics"): object {
  return Object.fromEntries(
    access.projects
      .filter(({ roles }) => roles[app].role !== "none")
      .map(({ project, roles }) => [project, roles[app].role]),
  );
}

function role(access: Access, projectId: string, app: App = "analytics") {
  return access.projects.find(({ project }) => project === projectId)?.roles[
    app
  ];
}

/** An app without a role, and without anything that played a part. */
function nothing(app: App): Partial<EffectiveRole> {
  return {
    app,
    role: "none",
    via: [],
    lost: [],
    expired: [],
    upcoming: [],
    withheld: [],
  };
}

const OLEG = "oleg@acme.example";
const AKIKO = "akiko@acme.example";
const MARCO = "marco@acme.example";
const TYRA = "tyra@acme.example";

describe("the permission groups document", () => {
  const team = (members: string[]) =>
    group("team", {
      name: "Payments Team",
      members,
      grants: [{ project: "a", role: "member" }],
    });

  describe("Oleg, in a group that gives Member", () => {
    it("is a member by the group", () => {
      const access = accessOf(OLEG, enterprise(user(OLEG), team([OLEG])));
      expect(rolesIn(access)).toEqual({ a: "member" });
      expect(role(access, "a")?.via).toEqual([
        {
          kind: "group",
          group: "team",
          groupName: "Payments Team",
          app: "analytics",
          role: "member",
        },
      ]);
    });

    it("can be upgraded individually, and the group's grant shows as lost", () => {
      const upgraded = user(OLEG, {
        grants: [{ project: "a", role: "manager" }],
      });
      const access = accessOf(OLEG, enterprise(upgraded, team([OLEG])));
      expect(rolesIn(access)).toEqual({ a: "manager" });
      expect(role(access, "a")).toMatchObject({
        via: [{ kind: "grant", role: "manager" }],
        lost: [{ to: "higher_role", source: { kind: "group" } }],
      });
    });

    it("is back at Member when the individual grant is lowered to it, by both", () => {
      const lowered = user(OLEG, {
        grants: [{ project: "a", role: "member" }],
      });
      const access = accessOf(OLEG, enterprise(lowered, team([OLEG])));
      expect(rolesIn(access)).toEqual({ a: "member" });
      expect(role(access, "a")?.via.map(({ kind }) => kind)).toEqual([
        "grant",
        "group",
      ]);
    });
  });

  it("lets nobody downgrade Akiko, a Manager by her group, with an individual grant", () => {
    const managers = group("managers", {
      members: [AKIKO],
      grants: [{ project: "a", role: "manager" }],
    });
    for (const lower of ["viewer", "member"] as const) {
      const akiko = user(AKIKO, { grants: [{ project: "a", role: lower }] });
      const access = accessOf(AKIKO, enterprise(akiko, managers));
      expect(rolesIn(access)).toEqual({ a: "manager" });
      expect(role(access, "a")?.lost).toMatchObject([
        { to: "higher_role", source: { kind: "grant", role: lower } },
      ]);
    }
  });

  describe("Marco, a Viewer of A by himself and a Manager of A and B by a group", () => {
    const marco = user(MARCO, { grants: [{ project: "a", role: "viewer" }] });
    const managers = (members: string[]) =>
      group("managers", {
        members,
        grants: [
          { project: "a", role: "manager" },
          { project: "b", role: "manager" },
        ],
      });
    const inside = accessOf(MARCO, enterprise(marco, managers([MARCO])));
    const outside = accessOf(MARCO, enterprise(marco, managers([])));

    it("is a Manager of both while he is in", () => {
      expect(rolesIn(inside)).toEqual({ a: "manager", b: "manager" });
    });

    it("is only a Viewer of A once he is out", () => {
      expect(rolesIn(outside)).toEqual({ a: "viewer" });
    });

    it("has it all back when he is in again", () => {
      const again = accessOf(MARCO, enterprise(marco, managers([MARCO])));
      expect(again).toEqual(inside);
    });
  });

  it("leaves Tyra with nothing once she is out of her only group", () => {
    const inside = accessOf(TYRA, enterprise(user(TYRA), team([TYRA])));
    expect(rolesIn(inside)).toEqual({ a: "member" });
    const outside = accessOf(TYRA, enterprise(user(TYRA), team([])));
    expect(outside.projects).toEqual([]);
  });

  it('combines the "Marketing Team" and the "Payments Team"', () => {
    const marketing = group("marketing", {
      name: "Marketing Team",
      members: [OLEG],
      grants: [
        { project: "a", role: "viewer" },
        { project: "b", role: "member" },
      ],
    });
    const access = accessOf(
      OLEG,
      enterprise(user(OLEG), marketing, team([OLEG])),
    );
    expect(rolesIn(access)).toEqual({ a: "member", b: "member" });
    expect(role(access, "a")?.lost).toMatchObject([
      { source: { groupName: "Marketing Team", role: "viewer" } },
    ]);
  });
});

describe("a user", () => {
  it("who is not in the directory has no access at all", () => {
    const access = accessOf("nobody@acme.example", enterprise());
    expect(access).toMatchObject({
      status: "unknown",
      organizationRole: "none",
      projects: [],
    });
  });

  it("is found whatever the case of the address", () => {
    const access = accessOf("OLEG@Acme.Example", enterprise(user(OLEG)));
    expect(access).toMatchObject({ user: OLEG, status: "joined" });
  });

  it("who is pending resolves like one who has joined", () => {
    const grants = [{ project: "a", role: "member" as const }];
    const pending = accessOf(
      OLEG,
      enterprise(user(OLEG, { status: "pending", grants })),
    );
    const joined = accessOf(OLEG, enterprise(user(OLEG, { grants })));
    expect(pending).toEqual({ ...joined, status: "pending" });
  });

  it("without a role is a member where roles are per project, with nothing in any project", () => {
    expect(accessOf(OLEG, enterprise(user(OLEG)))).toMatchObject({
      organizationRole: "member",
      organizationRoleIsDefault: true,
      projects: [],
    });
  });

  it("without a role is a viewer of every project where roles are per organization", () => {
    const access = accessOf(OLEG, [
      organization({ plan: "growth", permissions: "organization" }),
      project("a"),
      project("b"),
      user("root@acme.example", { role: "admin" }),
      user(OLEG),
    ]);
    expect(access).toMatchObject({
      organizationRole: "viewer",
      organizationRoleIsDefault: true,
    });
    expect(rolesIn(access)).toEqual({ a: "viewer", b: "viewer" });
    expect(rolesIn(access, "experiment")).toEqual({ a: "viewer", b: "viewer" });
  });

  it("with No Access keeps the grants of projects", () => {
    const access = accessOf(
      OLEG,
      enterprise(
        user(OLEG, { role: "none", grants: [{ project: "a", role: "admin" }] }),
      ),
    );
    expect(access.organizationRole).toBe("none");
    expect(rolesIn(access)).toEqual({ a: "admin" });
  });

  it("who is an organization admin has the highest role everywhere, and lower grants do not count", () => {
    const access = accessOf(
      OLEG,
      enterprise(
        user(OLEG, {
          role: "admin",
          grants: [
            { project: "a", role: "viewer" },
            { project: "a", app: "experiment", role: "viewer" },
          ],
        }),
      ),
    );
    for (const [app, highest] of [
      ["analytics", "admin"],
      ["experiment", "admin"],
      ["govern", "editor"],
      ["accounts", "viewer"],
    ] as const) {
      expect(rolesIn(access, app)).toEqual({ a: highest, b: highest });
    }
    expect(role(access, "a", "experiment")?.lost).toMatchObject([
      { to: "higher_role", source: { kind: "grant", app: "experiment" } },
    ]);
  });
});

describe("Experiment", () => {
  const withGrants = (
    analytics: "viewer" | "manager" | undefined,
    experiment: "viewer" | "manager" | undefined,
  ) =>
    enterprise(
      user(OLEG, {
        grants: [
          ...(analytics ? [{ project: "a", role: analytics }] : []),
          ...(experiment
            ? [{ project: "a", app: "experiment" as const, role: experiment }]
            : []),
        ],
      }),
    );

  it("carries the Analytics role over without a grant of its own", () => {
    const access = accessOf(OLEG, withGrants("manager", undefined));
    expect(role(access, "a", "experiment")).toMatchObject({
      role: "manager",
      via: [{ kind: "analytics_role", via: [{ kind: "grant" }] }],
    });
  });

  it("puts its own grant in place of the Analytics role, below it", () => {
    const access = accessOf(OLEG, withGrants("manager", "viewer"));
    expect(role(access, "a", "analytics")?.role).toBe("manager");
    expect(role(access, "a", "experiment")).toMatchObject({
      role: "viewer",
      via: [{ kind: "grant" }],
      lost: [{ to: "experiment_role", source: { kind: "analytics_role" } }],
    });
  });

  it("puts its own grant in place of the Analytics role, above it", () => {
    const access = accessOf(OLEG, withGrants("viewer", "manager"));
    expect(role(access, "a", "experiment")?.role).toBe("manager");
    expect(role(access, "a", "analytics")?.role).toBe("viewer");
  });

  it("gives a role without any in Analytics", () => {
    const access = accessOf(OLEG, withGrants(undefined, "manager"));
    expect(rolesIn(access)).toEqual({});
    expect(rolesIn(access, "experiment")).toEqual({ a: "manager" });
  });

  it("takes the highest of its own grants, a group's included", () => {
    const access = accessOf(OLEG, [
      ...withGrants("manager", "viewer"),
      group("releasers", {
        app: "experiment",
        members: [OLEG],
        grants: [{ project: "a", role: "member" }],
      }),
    ]);
    expect(role(access, "a", "experiment")).toMatchObject({
      role: "member",
      via: [{ kind: "group", group: "releasers" }],
    });
  });

  it("keeps the Analytics role until its grant has begun", () => {
    const documents = enterprise(
      user(OLEG, {
        grants: [
          { project: "a", role: "manager" },
          {
            project: "a",
            app: "experiment",
            role: "viewer",
            starts: "2027-01-01T00:00:00Z",
          },
        ],
      }),
    );
    expect(role(accessOf(OLEG, documents), "a", "experiment")).toMatchObject({
      role: "manager",
      upcoming: [{ kind: "grant", role: "viewer" }],
    });
  });

  it("goes back to the Analytics role when its grant is over", () => {
    const documents = enterprise(
      user(OLEG, {
        grants: [
          { project: "a", role: "manager" },
          {
            project: "a",
            app: "experiment",
            role: "viewer",
            expires: "2026-01-01T00:00:00Z",
          },
        ],
      }),
    );
    expect(role(accessOf(OLEG, documents), "a", "experiment")).toMatchObject({
      role: "manager",
      expired: [{ kind: "grant", role: "viewer" }],
    });
  });

  it("says of an expired Analytics grant that it is why there is no role", () => {
    const documents = enterprise(
      user(OLEG, {
        grants: [
          { project: "a", role: "member", expires: "2026-01-01T00:00:00Z" },
        ],
      }),
    );
    expect(role(accessOf(OLEG, documents), "a", "experiment")).toMatchObject({
      role: "none",
      expired: [{ kind: "grant", app: "analytics" }],
    });
  });
});

describe("a module", () => {
  const documents = (
    purchased: ("experiment" | "govern")[],
    enabled: ("experiment" | "govern")[],
  ) => [
    organization({
      plan: "enterprise",
      permissions: "project",
      modules: purchased,
    }),
    project("a", { modules: enabled }),
    user("root@acme.example", { role: "admin" }),
    user(OLEG, {
      grants: [
        { project: "a", role: "admin" },
        { project: "a", app: "experiment", role: "manager" },
      ],
    }),
  ];

  it.each([
    { purchased: [], enabled: [], because: "module_not_purchased" },
    { purchased: ["experiment"], enabled: [], because: "module_not_enabled" },
  ] as const)(
    "gives nothing to anyone, admins included: $because",
    ({ purchased, enabled, because }) => {
      const all = documents([...purchased], [...enabled]);
      for (const id of [OLEG, "root@acme.example"]) {
        const access = accessOf(id, all);
        expect(role(access, "a", "experiment")).toMatchObject({
          role: "none",
          via: [],
          lost: [],
        });
        const { withheld = [] } = role(access, "a", "experiment") ?? {};
        expect(withheld.length).toBeGreaterThan(0);
        for (const each of withheld) expect(each.because).toBe(because);
        expect(role(access, "a", "analytics")?.role).toBe("admin");
      }
    },
  );

  it("withholds all that is live: what would have counted, and what would have lost", () => {
    const access = accessOf(OLEG, documents([], []));
    expect(
      role(access, "a", "experiment")?.withheld.map(
        ({ source }) => source.kind,
      ),
    ).toEqual(["analytics_role", "grant"]);
  });

  it("is closed by itself: Accounts where only Govern is enabled", () => {
    const access = accessOf(OLEG, [
      organization({ plan: "enterprise", permissions: "project" }),
      project("a", { modules: ["govern"] }),
      user("root@acme.example", { role: "admin" }),
      user(OLEG, {
        grants: [
          { project: "a", app: "govern", role: "viewer" },
          { project: "a", app: "accounts", role: "viewer" },
        ],
      }),
    ]);
    expect(role(access, "a", "govern")?.role).toBe("viewer");
    expect(role(access, "a", "accounts")).toMatchObject({
      role: "none",
      withheld: [{ because: "module_not_enabled" }],
    });
  });

  it("makes a project's admin a Govern editor", () => {
    const access = accessOf(OLEG, documents(["govern"], ["govern"]));
    expect(role(access, "a", "govern")).toMatchObject({
      role: "editor",
      via: [{ kind: "analytics_role", analyticsRole: "admin" }],
    });
    expect(role(access, "a", "accounts")?.role).toBe("none");
  });

  it("makes nobody else a Govern editor where roles are per project", () => {
    for (const lower of ["viewer", "member", "manager"] as const) {
      const access = accessOf(
        OLEG,
        enterprise(user(OLEG, { grants: [{ project: "a", role: lower }] })),
      );
      expect(role(access, "a", "govern")?.role).toBe("none");
      expect(role(access, "a", "accounts")?.role).toBe("none");
    }
  });

  it("makes the admin of another app of the project no Govern editor", () => {
    const access = accessOf(
      OLEG,
      enterprise(
        user(OLEG, {
          grants: [
            { project: "a", role: "manager" },
            { project: "a", app: "experiment", role: "admin" },
          ],
        }),
      ),
    );
    expect(role(access, "a", "experiment")?.role).toBe("admin");
    expect(role(access, "a", "govern")).toEqual(nothing("govern"));
  });

  it("says of a grant of the project that made a Govern editor that it is over, or to come", () => {
    const admin = { project: "a", role: "admin" as const };
    const byGroup = enterprise(
      user(OLEG, {
        grants: [
          { project: "a", role: "viewer" },
          { ...admin, starts: "2027-01-01T00:00:00Z" },
        ],
      }),
      group("leads", {
        members: [{ user: OLEG, expires: "2026-01-01T00:00:00Z" }],
        grants: [admin, { project: "a", role: "manager" }],
      }),
    );
    expect(role(accessOf(OLEG, byGroup), "a", "govern")).toMatchObject({
      role: "none",
      via: [],
      expired: [{ kind: "group", app: "analytics", role: "admin" }],
      upcoming: [{ kind: "grant", app: "analytics", role: "admin" }],
    });
    const then = Date.parse("2025-12-31T00:00:00Z");
    expect(role(accessOf(OLEG, byGroup, then), "a", "govern")).toMatchObject({
      role: "editor",
      via: [{ kind: "analytics_role", via: [{ kind: "group" }] }],
      expired: [],
      upcoming: [],
    });
  });

  it("takes nothing from a project's admin by a Govern grant below editor", () => {
    const govern = (granted: "viewer" | "editor") =>
      role(
        accessOf(
          OLEG,
          enterprise(
            user(OLEG, {
              grants: [
                { project: "a", role: "admin" },
                { project: "a", app: "govern", role: granted },
              ],
            }),
          ),
        ),
        "a",
        "govern",
      );
    expect(govern("viewer")).toMatchObject({
      role: "editor",
      via: [{ kind: "analytics_role", analyticsRole: "admin" }],
      lost: [{ to: "higher_role", source: { kind: "grant", role: "viewer" } }],
    });
    expect(govern("editor")).toMatchObject({
      role: "editor",
      via: [{ kind: "analytics_role" }, { kind: "grant" }],
      lost: [],
    });
  });

  it("gives what is granted to a group of its type, in Govern and in Accounts", () => {
    const access = accessOf(
      OLEG,
      enterprise(
        user(OLEG),
        group("readers", {
          app: "accounts",
          members: [OLEG],
          grants: [{ project: "a", role: "viewer" }],
        }),
        group("stewards", {
          app: "govern",
          members: [{ user: OLEG, expires: "2026-07-01T00:00:00Z" }],
          grants: [
            { project: "a", role: "viewer" },
            { project: "b", role: "editor", starts: "2026-06-15T00:00:00Z" },
          ],
        }),
        group("latecomers", {
          app: "accounts",
          members: [{ user: OLEG, expires: "2026-07-01T00:00:00Z" }],
          grants: [
            { project: "b", role: "viewer", starts: "2026-07-01T00:00:00Z" },
          ],
        }),
      ),
    );
    expect(rolesIn(access)).toEqual({});
    expect(rolesIn(access, "experiment")).toEqual({});
    expect(rolesIn(access, "accounts")).toEqual({ a: "viewer" });
    expect(rolesIn(access, "govern")).toEqual({ a: "viewer" });
    expect(role(access, "a", "accounts")?.via).toMatchObject([
      { kind: "group", group: "readers", app: "accounts" },
    ]);
    expect(role(access, "b", "govern")?.upcoming).toMatchObject([
      { kind: "group", group: "stewards", role: "editor" },
    ]);
    // The membership ends when the grant starts: what never comes is not to come.
    expect(role(access, "b", "accounts")).toMatchObject({
      upcoming: [],
      expired: [{ kind: "group", group: "latecomers", role: "viewer" }],
    });
  });

  it("gives in the projects that have it enabled, and withholds in the others", () => {
    const access = accessOf(OLEG, [
      organization({
        plan: "enterprise",
        permissions: "project",
        modules: ["govern"],
      }),
      project("a", { modules: ["govern"] }),
      project("b", { modules: [] }),
      user("root@acme.example", { role: "admin" }),
      user(OLEG, {
        grants: [
          { project: "a", app: "govern", role: "viewer" },
          { project: "a", app: "accounts", role: "viewer" },
          { project: "b", app: "govern", role: "viewer" },
          { project: "b", app: "accounts", role: "viewer" },
        ],
      }),
    ]);
    expect(rolesIn(access, "govern")).toEqual({ a: "viewer" });
    expect(rolesIn(access, "accounts")).toEqual({});
    const because = (projectId: string, app: App) =>
      role(access, projectId, app)?.withheld.map((each) => each.because);
    expect(because("a", "govern")).toEqual([]);
    expect(because("b", "govern")).toEqual(["module_not_enabled"]);
    expect(because("a", "accounts")).toEqual(["module_not_purchased"]);
    expect(because("b", "accounts")).toEqual(["module_not_purchased"]);
  });

  it("withholds what a project's admin would have, and keeps apart what is over anyway", () => {
    const access = accessOf(OLEG, [
      organization({ plan: "enterprise", permissions: "project" }),
      project("a", { modules: [] }),
      user("root@acme.example", { role: "admin" }),
      user(OLEG, {
        grants: [
          { project: "a", role: "admin" },
          {
            project: "a",
            app: "govern",
            role: "viewer",
            expires: "2026-01-01T00:00:00Z",
          },
        ],
      }),
    ]);
    expect(role(access, "a", "govern")).toMatchObject({
      role: "none",
      expired: [{ kind: "grant", role: "viewer" }],
      withheld: [
        {
          source: { kind: "analytics_role", role: "editor" },
          because: "module_not_enabled",
        },
      ],
    });
  });

  it("gives no longer what has expired, and the lower role that is left", () => {
    const expires = "2026-01-01T00:00:00Z";
    const access = accessOf(
      OLEG,
      enterprise(
        user(OLEG, {
          grants: [
            { project: "a", app: "govern", role: "editor", expires },
            { project: "a", app: "govern", role: "viewer" },
            { project: "b", app: "govern", role: "editor", expires },
          ],
        }),
      ),
    );
    expect(role(access, "a", "govern")).toMatchObject({
      role: "viewer",
      via: [{ kind: "grant", role: "viewer" }],
      expired: [{ kind: "grant", role: "editor" }],
    });
    expect(role(access, "b", "govern")).toMatchObject({
      role: "none",
      via: [],
      expired: [{ kind: "grant", role: "editor" }],
    });
  });

  it("gives its roles to No Access and to an invited user like to everybody else", () => {
    for (const fields of [{ role: "none" }, { status: "pending" }] as const) {
      const access = accessOf(
        OLEG,
        enterprise(
          user(OLEG, {
            ...fields,
            grants: [
              { project: "a", app: "govern", role: "editor" },
              { project: "b", app: "accounts", role: "viewer" },
            ],
          }),
        ),
      );
      expect(rolesIn(access, "govern")).toEqual({ a: "editor" });
      expect(rolesIn(access, "accounts")).toEqual({ b: "viewer" });
      expect(rolesIn(access)).toEqual({});
      expect(rolesIn(access, "experiment")).toEqual({});
    }
  });

  it("gives what is granted in it, and the highest of that", () => {
    const access = accessOf(
      OLEG,
      enterprise(
        user(OLEG, {
          grants: [
            { project: "a", app: "govern", role: "viewer" },
            { project: "a", app: "accounts", role: "viewer" },
          ],
        }),
        group("owners", {
          app: "govern",
          members: [OLEG],
          grants: [{ project: "a", role: "editor" }],
        }),
      ),
    );
    expect(role(access, "a", "govern")).toMatchObject({
      role: "editor",
      via: [{ kind: "group", group: "owners" }],
      lost: [{ to: "higher_role", source: { kind: "grant" } }],
    });
    expect(role(access, "a", "accounts")?.role).toBe("viewer");
  });

  it.each([
    ["viewer", "viewer"],
    ["member", "viewer"],
    ["manager", "editor"],
    ["admin", "editor"],
  ] as const)(
    "follows the role where roles are per organization: %s is a Govern %s",
    (organizationRole, govern) => {
      const access = accessOf(OLEG, [
        organization({ plan: "plus", permissions: "organization" }),
        project("a"),
        user("root@acme.example", { role: "admin" }),
        user(OLEG, { role: organizationRole }),
      ]);
      expect(role(access, "a", "govern")?.role).toBe(govern);
      expect(role(access, "a", "accounts")?.role).toBe("viewer");
      expect(role(access, "a", "experiment")?.role).toBe(organizationRole);
    },
  );

  it("says by which role it follows, where roles are per organization", () => {
    const access = accessOf(OLEG, [
      organization({ plan: "plus", permissions: "organization" }),
      project("a"),
      user("root@acme.example", { role: "admin" }),
      user(OLEG, { role: "manager" }),
    ]);
    for (const app of ["experiment", "govern", "accounts"] as const) {
      expect(role(access, "a", app)?.via).toMatchObject([
        {
          kind: "analytics_role",
          analyticsRole: "manager",
          via: [{ kind: "organization_role", organizationRole: "manager" }],
        },
      ]);
    }
  });

  it("gives where roles are per organization only what the project has enabled, too", () => {
    const access = accessOf(OLEG, [
      organization({
        plan: "plus",
        permissions: "organization",
        modules: ["govern"],
      }),
      project("a", { modules: ["govern"] }),
      project("b", { modules: [] }),
      user("root@acme.example", { role: "admin" }),
      user(OLEG, { role: "manager" }),
    ]);
    expect(rolesIn(access)).toEqual({ a: "manager", b: "manager" });
    expect(rolesIn(access, "govern")).toEqual({ a: "editor" });
    expect(role(access, "b", "govern")?.withheld).toMatchObject([
      { because: "module_not_enabled", source: { role: "editor" } },
    ]);
    for (const app of ["experiment", "accounts"] as const) {
      expect(rolesIn(access, app)).toEqual({});
      expect(role(access, "a", app)?.withheld).toMatchObject([
        { because: "module_not_purchased" },
      ]);
    }
  });
});

describe("time", () => {
  const starts = "2026-03-01T00:00:00.000Z";
  const expires = "2026-09-01T12:00:00.500Z";
  const grant = { project: "a", role: "member" as const, starts, expires };
  const byGrant = enterprise(user(OLEG, { grants: [grant] }));
  const byMembership = enterprise(
    user(OLEG),
    group("team", {
      members: [{ user: OLEG, starts, expires }],
      grants: [{ project: "a", role: "member" }],
    }),
  );

  it.each([
    ["a grant", byGrant],
    ["a membership", byMembership],
  ])("%s is live from its start up to, not including, its end", (_, all) => {
    const at = (instant: number) => rolesIn(accessOf(OLEG, all, instant));
    const [first, end] = [Date.parse(starts), Date.parse(expires)];
    expect(at(first - 1)).toEqual({});
    expect(at(first)).toEqual({ a: "member" });
    expect(at(end - 1)).toEqual({ a: "member" });
    expect(at(end)).toEqual({});
  });

  it("tells what is to come from what is over", () => {
    const [first, end] = [Date.parse(starts), Date.parse(expires)];
    expect(role(accessOf(OLEG, byGrant, first - 1), "a")).toMatchObject({
      upcoming: [{ kind: "grant" }],
      expired: [],
    });
    expect(role(accessOf(OLEG, byGrant, end), "a")).toMatchObject({
      upcoming: [],
      expired: [{ kind: "grant" }],
    });
  });

  it("of a membership and of the group's grant must both be there", () => {
    const all = enterprise(
      user(OLEG),
      group("team", {
        members: [{ user: OLEG, expires: "2026-05-01T00:00:00Z" }],
        grants: [
          { project: "a", role: "member", starts: "2026-04-01T00:00:00Z" },
        ],
      }),
    );
    const at = (time: string) => rolesIn(accessOf(OLEG, all, Date.parse(time)));
    expect(at("2026-03-31T23:59:59.999Z")).toEqual({});
    expect(at("2026-04-01T00:00:00Z")).toEqual({ a: "member" });
    expect(at("2026-05-01T00:00:00Z")).toEqual({});
  });

  it("must be a valid instant", () => {
    expect(() => accessOf(OLEG, byGrant, NaN)).toThrow(RangeError);
    expect(() =>
      resolveAccess(directoryOf(byGrant), {
        user: OLEG,
        organization: "acme",
        at: new Date("never"),
      }),
    ).toThrow(RangeError);
  });
});

it("names the nearest organization where the one asked about does not exist", () => {
  expect(() =>
    resolveAccess(directoryOf(enterprise()), {
      user: OLEG,
      organization: "acne",
      at: NOW,
    }),
  ).toThrow('There is no organization "acne". Did you mean "acme"?');
});

describe("a directory that was not made of documents", () => {
  const contents = directoryOf(
    enterprise(
      user(OLEG, {
        grants: [
          { project: "a", role: "member" },
          { project: "a", app: "experiment", role: "manager" },
        ],
      }),
      group("team", {
        members: [OLEG],
        grants: [{ project: "a", role: "manager" }],
      }),
    ),
  ).organizations[0];

  function withOrganization(fields: Partial<Organization>): Access {
    if (contents === undefined) throw new Error("the fixture is empty");
    const { projects, users, groups, credentials, teamSpaces, items } =
      contents;
    const directory = new Directory([
      {
        organization: { ...contents.organization, ...fields },
        projects,
        users,
        groups,
        credentials,
        teamSpaces,
        items,
      },
    ]);
    return resolveAccess(directory, {
      user: OLEG,
      organization: "acme",
      at: NOW,
    });
  }

  it("gets nothing from what its plan does not have", () => {
    const access = withOrganization({ plan: "growth" });
    expect(role(access, "a")).toMatchObject({
      role: "none",
      via: [],
      withheld: [
        { because: "plan_without_project_permissions" },
        { because: "plan_without_groups" },
      ],
    });
    expect(role(access, "a", "experiment")?.withheld).toContainEqual(
      expect.objectContaining({ because: "plan_without_experiment_roles" }),
    );
    expect(role(access, "a", "experiment")?.role).toBe("none");
  });

  it("gets nothing from grants where roles are per organization", () => {
    const access = withOrganization({ permissions: "organization" });
    expect(role(access, "a")).toMatchObject({
      role: "viewer",
      via: [{ kind: "organization_role" }],
      withheld: [
        { because: "roles_per_organization" },
        { because: "roles_per_organization" },
      ],
    });
    expect(role(access, "a", "experiment")?.role).toBe("viewer");
  });
});
