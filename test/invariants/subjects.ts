import type { Principal } from "../../src/model/principal.ts";
import { type Plan, PLANS } from "../../src/model/organization.ts";
import { APP_ROLES, type App, APPS } from "../../src/model/roles.ts";
import { product } from "./product.ts";
import { SELF } from "./resources.ts";

/** The roles of the tables' columns, lowest to highest; `none` is no role. */
export const LADDERS = {
  organizationRole: ["none", "viewer", "member", "manager", "admin"],
  analytics: ["none", "viewer", "member", "manager", "admin"],
  experiment: ["none", "viewer", "member", "manager", "admin"],
  govern: ["none", "viewer", "editor"],
  accounts: ["none", "viewer"],
} as const satisfies Record<App | "organizationRole", readonly string[]>;
export type Ladder = keyof typeof LADDERS;

/** What a principal is: their roles in the project web of acme, and the plan of acme. */
export type Circumstances = Readonly<Record<Ladder, string>> & {
  readonly organizationPlan: Plan;
};

export interface Subject {
  readonly type: Principal["roles"][0];
  readonly has: Circumstances;
  readonly principal: Principal;
}

const NOTHING: Circumstances = {
  organizationRole: "none",
  analytics: "none",
  experiment: "none",
  govern: "none",
  accounts: "none",
  organizationPlan: "enterprise",
};
/** An admin of the organization and of every app. */
export const EVERYTHING: Circumstances = {
  organizationRole: "admin",
  analytics: "admin",
  experiment: "admin",
  govern: "editor",
  accounts: "viewer",
  organizationPlan: "enterprise",
};

/**
 * Every principal that can make a difference to a policy which reads these attributes of principals.
 *
 * Users have every combination of what the policy reads, and nothing of what it does not read, for that cannot matter. For every
 * policy there are also two who would show that it does: an organization admin without any role in the project, and somebody
 * with every role in the project but none in the organization. Credentials, and users whom the organization does not know, have
 * what a directory gives them, which is nothing; or, as no directory makes them, everything.
 */
export function subjectsFor(read: ReadonlySet<string>): readonly Subject[] {
  const unknown = [...read].find(
    (name) => name !== "organization" && !(name in NOTHING),
  );
  if (unknown !== undefined) {
    throw new Error(`The attribute ${unknown} of principals is new here`);
  }
  const plans = read.has("organizationPlan")
    ? PLANS
    : [NOTHING.organizationPlan];
  const ladders = Object.keys(LADDERS) as Ladder[];
  const users = [
    ...product<Circumstances>({
      ...(Object.fromEntries(
        ladders.map((name) => [
          name,
          read.has(name) ? LADDERS[name] : ["none"],
        ]),
      ) as unknown as Record<Ladder, readonly string[]>),
      organizationPlan: plans,
    }),
    { ...NOTHING, organizationRole: "admin" },
    { ...EVERYTHING, organizationRole: "none" },
  ];
  const others = plans.flatMap((organizationPlan) =>
    [NOTHING, EVERYTHING].map((has) => ({ ...has, organizationPlan })),
  );
  return [
    ...distinct(users).map((has) => subject("user", has)),
    ...(["management_api", "scim", "unknown"] as const).flatMap((type) =>
      others.map((has) => subject(type, has)),
    ),
  ];
}

/** A principal of acme in these circumstances. */
export function subject(
  type: Subject["type"],
  has: Partial<Circumstances> = {},
  id = SELF,
): Subject {
  const all = { ...NOTHING, ...has };
  const lists = Object.fromEntries(
    APPS.map((app) => [
      app,
      Object.fromEntries(
        APP_ROLES[app].map((role) => [role, role === all[app] ? ["web"] : []]),
      ),
    ]),
  );
  const { organizationRole, organizationPlan } = all;
  return {
    type,
    has: all,
    principal: {
      id,
      roles: [type],
      attr: {
        organization: "acme",
        organizationPlan,
        organizationRole,
        ...lists,
      } as Principal["attr"],
    },
  };
}

/** How high a role is on its ladder, from 0 for none. */
export function rank(ladder: Ladder, role: unknown): number {
  const at = (LADDERS[ladder] as readonly unknown[]).indexOf(role);
  if (at < 0) throw new Error(`${String(role)} is not on the ladder ${ladder}`);
  return at;
}

function distinct(all: readonly Circumstances[]): readonly Circumstances[] {
  const byText = new Map(all.map((each) => [textOf(each), each]));
  return [...byText.values()];
}

/** Equal for equal circumstances. */
export function textOf(has: Circumstances): string {
  return Object.entries(has)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(" ");
}
