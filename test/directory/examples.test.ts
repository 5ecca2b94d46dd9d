import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveAccess } from "../../src/access/resolve.ts";
import type { Authorizer } from "../../src/authorizer/authorizer.ts";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import { AmbiguousOrganizationError } from "../../src/decision/organization.ts";
import { findSubject, type Subject } from "../../src/decision/subject.ts";
import type { Directory } from "../../src/directory/directory.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import { reviewFolder } from "../../src/review/review.ts";
import { packagePath } from "../../src/util/package-root.ts";
import type { Resource } from "../../src/pdp/pdp.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import type { AnyPolicies } from "../../src/policies/types/policy-types.ts";
import type { App } from "../../src/model/roles.ts";

/** Two organizations as one directory: acme assigns roles per project, globex per organization. */

const AT = Date.parse("2026-11-01T00:00:00Z");
const ORGANIZATIONS = ["acme", "globex"] as const;
const DANA = "dana@agency.example";

let directory: Directory;
let pdp: EmbeddedPdp;
let authorizer: Authorizer<AnyPolicies>;
beforeAll(async () => {
  directory = await loadDirectory(packagePath("examples"));
  pdp = await startPdp();
  authorizer = await createAuthorizer({ directory, pdp });
});
afterAll(() => pdp.close());

describe("the examples", () => {
  it("are one directory of two organizations", () => {
    expect(
      directory.organizations.map(({ organization }) => [
        organization.id,
        organization.plan,
        organization.permissions,
      ]),
    ).toEqual([
      ["acme", "enterprise", "project"],
      ["globex", "growth", "organization"],
    ]);
  });

  it.each(ORGANIZATIONS)("are %s by itself, too", async (id) => {
    const { organizations } = await loadDirectory(packagePath("examples", id));
    expect(organizations).toEqual([directory.organization(id)]);
  });

  it("have something to look at in acme, and nothing in globex", async () => {
    const { warnings } = await reviewFolder(packagePath("examples"), AT);
    expect(
      warnings.map(({ file, id, path }) => [file?.split("/").at(-2), id, path]),
    ).toEqual([
      ["acme", "new-checkout", "editors[2]"],
      ["acme", "lena@contractor.example", "grants[0].expires"],
    ]);
  });
});

describe("globex", () => {
  const roleOf = (user: string, project: string, app: App) =>
    resolveAccess(directory, {
      user,
      organization: "globex",
      at: AT,
    }).projects.find((each) => each.project === project)?.roles[app].role;

  it.each([
    ["hana@globex.example", "admin", "editor"],
    ["luis@globex.example", "manager", "editor"],
    ["mei@globex.example", "member", "viewer"],
    ["otto@globex.example", "viewer", "viewer"],
  ])("gives %s one role everywhere: %s", (user, role, govern) => {
    expect(roleOf(user, "web", "analytics")).toBe(role);
    expect(roleOf(user, "crm", "analytics")).toBe(role);
    expect(roleOf(user, "web", "experiment")).toBe(role);
    expect(roleOf(user, "crm", "experiment")).toBe("none");
    expect(roleOf(user, "web", "govern")).toBe(govern);
    expect(roleOf(user, "crm", "accounts")).toBe("viewer");
    expect(roleOf(user, "web", "accounts")).toBe("none");
  });
});

describe("somebody who is in both", () => {
  const rolesIn = (organization: string) => {
    const access = resolveAccess(directory, {
      user: DANA,
      organization,
      at: AT,
    });
    return {
      role: access.organizationRole,
      analytics: access.projects.map(({ project, roles }) => [
        project,
        roles.analytics.role,
      ]),
      teamSpaces: access.teamSpaces.map(({ teamSpace }) => teamSpace),
    };
  };
  const edit = {
    subject: DANA,
    action: "edit",
    resource: { kind: "flag", id: "new-checkout" },
    at: AT,
  };

  it("has in each the roles of that one", () => {
    expect(rolesIn("acme")).toEqual({
      role: "none",
      analytics: [["ios", "admin"]],
      teamSpaces: [],
    });
    expect(rolesIn("globex")).toEqual({
      role: "manager",
      analytics: [
        ["crm", "manager"],
        ["web", "manager"],
      ],
      teamSpaces: ["launch"],
    });
  });

  it("must say which is meant, and is asked about its flag of that name", async () => {
    await expect(authorizer.check(edit)).rejects.toThrow(
      AmbiguousOrganizationError,
    );
    expect(
      await authorizer.check({ ...edit, organization: "globex" }),
    ).toMatchObject({
      allowed: true,
      resource: { attr: { organization: "globex", access: "everyone" } },
      reason: "Dana Levi is a manager in Experiment (project web).",
    });
    expect(
      await authorizer.check({ ...edit, organization: "acme" }),
    ).toMatchObject({
      allowed: false,
      resource: { attr: { organization: "acme", access: "editors" } },
      reason:
        "Dana Levi has no Experiment role in web: neither a grant nor a group gives one.",
    });
  });

  it("is the one organization's that knows them, where only one does", async () => {
    expect(
      await authorizer.check({ ...edit, subject: "mei@globex.example" }),
    ).toMatchObject({ allowed: true, subject: { organization: "globex" } });
    expect(
      await authorizer.check({ ...edit, subject: "ana@acme.example" }),
    ).toMatchObject({ allowed: true, subject: { organization: "acme" } });
  });
});

describe("between the organizations", () => {
  interface Question {
    readonly kind: string;
    readonly action: string;
    readonly attr: Resource["attr"];
  }

  const questions = (user: string): readonly Question[] => [
    ...["read", "edit", "delete", "activate:write"].map((action) => ({
      kind: "flag",
      action,
      attr: { project: "web", access: "everyone", editors: [] },
    })),
    { kind: "environment", action: "create", attr: { project: "web" } },
    { kind: "experiment_settings", action: "edit", attr: {} },
    { kind: "project", action: "view_settings", attr: { project: "web" } },
    { kind: "tracking_plan", action: "view", attr: { project: "web" } },
    { kind: "account", action: "view_analytics", attr: { project: "crm" } },
    { kind: "organization", action: "view", attr: { owner: user } },
    { kind: "permission_group", action: "view", attr: {} },
    { kind: "team_space", action: "create", attr: {} },
    { kind: "user_profile", action: "edit_name", attr: { user } },
  ];

  function everyoneOf(organization: string): readonly Subject[] {
    const { users, credentials } = directory.existingOrganization(organization);
    return [...users, ...credentials].map(({ id }) =>
      findSubject(directory, { id, organization, at: AT }),
    );
  }

  /** What the subject may do to things of an organization. */
  async function allowed(
    subject: Subject,
    organization: string,
  ): Promise<readonly boolean[]> {
    const answers = await pdp.check({
      principal: subject.principal(new Set(["web", "crm"])),
      resources: questions(
        subject.type === "user" ? subject.id : "somebody@else.example",
      ).map(({ kind, action, attr }, index) => ({
        resource: { kind, id: `${index}`, attr: { organization, ...attr } },
        actions: [action],
      })),
    });
    return answers.map(({ rulings: [ruling] }) => ruling?.allowed === true);
  }

  it("nobody may anything, admins and credentials included, although both have a project web", async () => {
    let asked = 0;
    for (const own of ORGANIZATIONS) {
      for (const other of ORGANIZATIONS.filter((id) => id !== own)) {
        for (const subject of everyoneOf(own)) {
          const answers = await allowed(subject, other);
          asked += answers.length;
          expect(answers, `${subject.id} of ${own}`).toEqual(
            answers.map(() => false),
          );
        }
      }
    }
    expect(asked).toBe((16 + 6) * 13);
  });

  it("while in their own, somebody may each of these", async () => {
    const hana = findSubject(directory, {
      id: "hana@globex.example",
      organization: "globex",
      at: AT,
    });
    const answers = await allowed(hana, "globex");
    expect(answers).toEqual(answers.map(() => true));
  });
});
