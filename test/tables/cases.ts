import type { Principal } from "../../src/access/principal.ts";
import type { Plan } from "../../src/directory/model.ts";
import type { Resource } from "../../src/pdp/pdp.ts";
import { APP_ROLES, type App, APPS } from "../../src/roles.ts";
import { ANALYTICS_TABLE } from "./analytics.ts";
import { EXPERIMENT_TABLE, RESTRICTED_ACTIONS } from "./experiment.ts";
import { ORGANIZATION_TABLE } from "./organization.ts";
import { SUBJECTS, type TableSubject } from "./subjects.ts";
import type { Row } from "./table.ts";

/** What the tables say: allowed, or refused, with a code where a restriction is what refuses. */
export type Verdict = "allow" | "deny" | `deny ${string}`;

/** One question whose answer the tables know. */
export interface Case {
  readonly principal: Principal;
  readonly resource: Resource;
  readonly action: string;
  readonly expected: Verdict;
}

const ORGANIZATIONS = ["acme", "globex"];
const PLANS: readonly Plan[] = ["starter", "plus", "growth", "enterprise"];
const RANK = ["none", "viewer", "member", "manager", "admin"];

/** The tables by what their columns are: a role in an app, or the role in the organization. */
const TABLES = {
  analytics: ANALYTICS_TABLE,
  experiment: EXPERIMENT_TABLE,
  organization: ORGANIZATION_TABLE,
} as const;
type TableName = keyof typeof TABLES;

/** Whether the table allows it, before any restriction, for somebody of the same organization. */
function cell(
  name: TableName,
  subject: TableSubject,
  kind: string,
  action: string,
): boolean {
  const table: readonly Row<string>[] = TABLES[name];
  const column = subject.credential ?? subject[`${name}Role`];
  return table.some(
    (row) =>
      row.kind === kind && row.action === action && row.allowed.has(column),
  );
}

function actionsOf(kind: string): readonly string[] {
  const rows = Object.values(TABLES).flat();
  return [
    ...new Set(
      rows.filter((row) => row.kind === kind).map((row) => row.action),
    ),
  ];
}

/** Flags and experiments: every action, plan and restriction state. */
export function itemCases(): Case[] {
  const states = ["everyone", "listed", "not listed"] as const;
  return product(
    ["flag", "experiment"],
    states,
    PLANS,
    ORGANIZATIONS,
    SUBJECTS,
  ).flatMap(([kind, state, plan, organization, subject]) => {
    const { id } = subject.principal;
    const resource = {
      kind,
      id: `${organization} ${state}`,
      attr: {
        organization,
        project: "web",
        access: state === "everyone" ? "everyone" : "editors",
        editors:
          state === "listed"
            ? ["else@acme.example", id]
            : ["else@acme.example"],
      },
    };
    const principal = {
      ...subject.principal,
      attr: { ...subject.principal.attr, organizationPlan: plan },
    };
    return actionsOf(kind).map((action) => ({
      principal,
      resource,
      action,
      expected: itemVerdict(subject, kind, action, {
        foreign: subject.organization !== organization,
        excluded: state === "not listed",
        plan,
      }),
    }));
  });
}

function itemVerdict(
  subject: TableSubject,
  kind: string,
  action: string,
  about: { foreign: boolean; excluded: boolean; plan: Plan },
): Verdict {
  if (about.foreign || !cell("experiment", subject, kind, action)) {
    return "deny";
  }
  if (action === "restrict" && about.plan !== "enterprise") {
    return "deny plan_without_flag_access";
  }
  const bypass =
    subject.credential === "management_api" ||
    subject.organizationRole === "admin";
  if (RESTRICTED_ACTIONS.has(action) && about.excluded && !bypass) {
    return "deny not_an_editor";
  }
  return "allow";
}

/** The kinds whose cells have no restriction. */
export function plainCases(): Case[] {
  return product(
    [
      ["environment", "experiment"],
      ["mutual_exclusion_group", "experiment"],
      ["project_api_key", "experiment"],
      ["experiment_settings", "organization"],
    ] as const,
    ORGANIZATIONS,
    SUBJECTS,
  ).flatMap(([[kind, table], organization, subject]) =>
    actionsOf(kind).map((action) => ({
      principal: subject.principal,
      resource: {
        kind,
        id: organization,
        attr: {
          organization,
          ...(table === "organization" ? {} : { project: "web" }),
        },
      },
      action,
      expected:
        subject.organization === organization &&
        cell(table, subject, kind, action)
          ? ("allow" as const)
          : ("deny" as const),
    })),
  );
}

/** Project members: every app, every role before and after, oneself and another. */
export function projectMemberCases(): Case[] {
  const changes = APPS.flatMap((app) => {
    const roles = ["none", ...APP_ROLES[app]];
    return product(roles, roles).map(([role, newRole]) => ({
      app,
      role,
      newRole,
    }));
  });
  return product(changes, [true, false], ORGANIZATIONS, SUBJECTS).flatMap(
    ([change, self, organization, subject]) =>
      actionsOf("project_member").map((action) => ({
        principal: subject.principal,
        resource: {
          kind: "project_member",
          id: "member",
          attr: {
            organization,
            project: "web",
            user: self ? subject.principal.id : "else@acme.example",
            ...change,
          },
        },
        action,
        expected: projectMemberVerdict(subject, action, {
          ...change,
          self,
          foreign: subject.organization !== organization,
        }),
      })),
  );
}

function projectMemberVerdict(
  subject: TableSubject,
  action: string,
  about: {
    app: App;
    role: string;
    newRole: string;
    self: boolean;
    foreign: boolean;
  },
): Verdict {
  const table = about.app === "experiment" ? "experiment" : "analytics";
  if (about.foreign || !cell(table, subject, "project_member", action)) {
    return "deny";
  }
  if (about.self) return "deny own_role";
  // The modules have no ceiling.
  if (about.app === "govern" || about.app === "accounts") return "allow";
  const ceiling = RANK.indexOf(subject[`${table}Role`]);
  return RANK.indexOf(about.role) > ceiling ||
    RANK.indexOf(about.newRole) > ceiling
    ? "deny above_own_role"
    : "allow";
}

/** Organization members: every role before and after, oneself and another, and how many admins there are. */
export function organizationMemberCases(): Case[] {
  return product(
    product(RANK, RANK),
    [0, 1, 2],
    [true, false],
    ORGANIZATIONS,
    SUBJECTS,
  ).flatMap(([[role, newRole], adminCount, self, organization, subject]) =>
    actionsOf("organization_member").map((action) => ({
      principal: subject.principal,
      resource: {
        kind: "organization_member",
        id: "member",
        attr: {
          organization,
          user: self ? subject.principal.id : "else@acme.example",
          role,
          newRole,
          adminCount,
        },
      },
      action,
      expected: organizationMemberVerdict(subject, action, {
        role,
        newRole,
        adminCount,
        self,
        foreign: subject.organization !== organization,
      }),
    })),
  );
}

function organizationMemberVerdict(
  subject: TableSubject,
  action: string,
  about: {
    role: string;
    newRole: string;
    adminCount: number;
    self: boolean;
    foreign: boolean;
  },
): Verdict {
  const kind = "organization_member";
  if (about.foreign || !cell("organization", subject, kind, action)) {
    return "deny";
  }
  if (action === "view") return "allow";
  const isScim = subject.credential === "scim";
  if (about.self && !isScim) return "deny own_role";
  const touchesAdmin = about.role === "admin" || about.newRole === "admin";
  if (isScim ? about.newRole === "admin" : touchesAdmin) {
    if (subject.organizationRole !== "admin") return "deny admin_only";
  }
  return about.role === "admin" && about.adminCount <= 1
    ? "deny last_admin"
    : "allow";
}

function product<A, B>(a: readonly A[], b: readonly B[]): [A, B][];
function product<A, B, C>(
  a: readonly A[],
  b: readonly B[],
  c: readonly C[],
): [A, B, C][];
function product<A, B, C, D>(
  a: readonly A[],
  b: readonly B[],
  c: readonly C[],
  d: readonly D[],
): [A, B, C, D][];
function product<A, B, C, D, E>(
  a: readonly A[],
  b: readonly B[],
  c: readonly C[],
  d: readonly D[],
  e: readonly E[],
): [A, B, C, D, E][];
function product(...lists: readonly (readonly unknown[])[]): unknown[][] {
  return lists.reduce<unknown[][]>(
    (rows, list) => rows.flatMap((row) => list.map((each) => [...row, each])),
    [[]],
  );
}
