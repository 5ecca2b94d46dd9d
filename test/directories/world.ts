import fc from "fast-check";
import type {
  CredentialDocument,
  FlagDocument,
  Modules,
  OrganizationDocument,
  UserDocument,
} from "../../src/directory/documents.ts";
import type { App } from "../../src/model/roles.ts";

/**
 * A whole directory, at random: what there could be, of which `documentsOf` leaves out what would not be valid. Numbers are places in
 * lists, counted round and round.
 */
export interface World {
  readonly organizations: readonly Organization[];
  /** Whether people are named in upper case where something refers to them. */
  readonly shouts: boolean;
}

export interface Organization {
  readonly plan: OrganizationDocument["plan"];
  /** Whether roles are assigned per project, if the plan has that. */
  readonly perProject: boolean;
  readonly modules: Modules;
  /** The modules that each project enables, if they are purchased. */
  readonly projects: readonly Modules[];
  /** Besides an admin, whom every organization has. */
  readonly people: readonly {
    /** If roles are assigned like this. */
    readonly role: UserDocument["role"];
    readonly isPending: boolean;
    readonly grants: readonly Grant[];
  }[];
  readonly groups: readonly {
    readonly app: App;
    readonly members: readonly {
      readonly user: number;
      readonly lifetime: Lifetime;
    }[];
    readonly grants: readonly Grant[];
  }[];
  readonly credentials: readonly CredentialDocument["type"][];
  readonly items: readonly {
    readonly kind: "Flag" | "Experiment";
    readonly project: number;
    readonly access: FlagDocument["access"];
    readonly editors: readonly number[];
  }[];
}

export interface Grant {
  readonly project: number;
  readonly app: App;
  readonly role: number;
  readonly lifetime: Lifetime;
}

/** Distances from the instant that is asked about, in milliseconds. */
export interface Lifetime {
  readonly starts?: number;
  readonly expires?: number;
}

const MODULES: Modules = ["experiment", "govern", "accounts"];
const ROLES = [
  undefined,
  "none",
  "viewer",
  "member",
  "manager",
  "admin",
] as const;

/** All, or any of them. */
const modules = fc.oneof(fc.constant(MODULES), fc.subarray(MODULES));
/** At the instant, just before and just after it, and long before and after. */
const moment = fc.constantFrom(0, -1, 1, -86_400_000, 86_400_000);
/** Mostly for ever. */
const lifetime: fc.Arbitrary<Lifetime> = fc.oneof(
  fc.constant({}),
  fc.record({ starts: moment, expires: moment }, { requiredKeys: [] }),
);
const project = fc.constantFrom(0, 0, 1);
const user = fc.nat(3);
const app = fc.oneof(
  fc.constant("analytics" as const),
  fc.constantFrom("experiment", "govern", "accounts"),
);
const grant: fc.Arbitrary<Grant> = fc.record({
  project,
  app,
  role: fc.nat(3),
  lifetime,
});

const organization: fc.Arbitrary<Organization> = fc.record({
  plan: fc.oneof(
    { weight: 4, arbitrary: fc.constant("enterprise" as const) },
    { weight: 3, arbitrary: fc.constantFrom("growth", "plus", "starter") },
  ),
  perProject: fc.constantFrom(true, true, true, false),
  modules,
  projects: fc.array(modules, {
    minLength: 1,
    maxLength: 2,
  }),
  people: fc.array(
    fc.record({
      role: fc.constantFrom(...ROLES),
      isPending: fc.boolean(),
      grants: fc.array(grant, { maxLength: 8 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  groups: fc.array(
    fc.record({
      app,
      members: fc.array(fc.record({ user, lifetime }), { maxLength: 3 }),
      grants: fc.array(grant, { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
  credentials: fc.subarray(["management_api", "scim"] as const),
  items: fc.array(
    fc.record({
      kind: fc.constantFrom("Flag", "Experiment"),
      project,
      access: fc.constantFrom("everyone", "editors", "editors"),
      editors: fc.array(user, { maxLength: 2 }),
    }),
    { maxLength: 4 },
  ),
});

/** Large ones as often as small ones. */
export const world: fc.Arbitrary<World> = fc.noBias(
  fc.record({
    organizations: fc.array(organization, { minLength: 1, maxLength: 2 }),
    shouts: fc.boolean(),
  }),
);
