import fc from "fast-check";
import type { Principal } from "../../src/model/principal.ts";
import { APP_ROLES, type App } from "../../src/model/roles.ts";

export const USERS = [
  "kim@acme.example",
  "ana@acme.example",
  "oleg@acme.example",
];
/** So many that a role can be held in one of them, in two, and in more. */
export const PROJECTS = ["web", "ios", "android", "data", "ops"];

const organization = fc.oneof(
  { weight: 6, arbitrary: fc.constant("acme") },
  { weight: 1, arbitrary: fc.constant("globex") },
);

/** Anybody: people with any roles in any projects, credentials, and somebody unknown; roles are often high. */
export const principal: fc.Arbitrary<Principal> = fc
  .record({
    id: fc.constantFrom(...USERS),
    role: fc.oneof(
      { weight: 12, arbitrary: fc.constant("user" as const) },
      {
        weight: 4,
        arbitrary: fc.constantFrom("management_api" as const, "scim" as const),
      },
      { weight: 1, arbitrary: fc.constant("unknown" as const) },
    ),
    organization,
    organizationPlan: fc.constantFrom(
      "enterprise" as const,
      "enterprise" as const,
      "growth" as const,
      "plus" as const,
      "starter" as const,
    ),
    organizationRole: fc.constantFrom(
      "none" as const,
      "viewer" as const,
      "member" as const,
      "manager" as const,
      "admin" as const,
      "admin" as const,
    ),
    analytics: projectsByRole("analytics"),
    experiment: projectsByRole("experiment"),
    govern: projectsByRole("govern"),
    accounts: projectsByRole("accounts"),
  })
  .map(({ id, role, ...attr }) => ({
    id,
    roles: [role],
    attr,
  }));

/** In each project one role or none; sometimes none at all. */
function projectsByRole(
  app: App,
): fc.Arbitrary<Readonly<Record<string, readonly string[]>>> {
  const roles: readonly string[] = APP_ROLES[app];
  const held = fc.tuple(
    ...PROJECTS.map(() => fc.constantFrom("none", ...roles)),
  );
  const none = fc.constant(PROJECTS.map(() => "none"));
  return fc
    .oneof({ weight: 5, arbitrary: held }, { weight: 1, arbitrary: none })
    .map((byProject) =>
      Object.fromEntries(
        roles.map((role) => [
          role,
          PROJECTS.filter((_, index) => byProject[index] === role),
        ]),
      ),
    );
}
