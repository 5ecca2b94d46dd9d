import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Access } from "../../src/access/access.ts";
import { toPrincipal } from "../../src/access/principal.ts";
import { resolveAccess } from "../../src/access/resolve.ts";
import { findSubject } from "../../src/decision/subject.ts";
import type {
  DirectoryDocument,
  GroupDocument,
  TeamSpaceDocument,
  UserDocument,
} from "../../src/directory/documents.ts";
import { APP_ROLES, type App, APPS, rankOf } from "../../src/model/roles.ts";
import {
  directoryOf,
  group,
  organization,
  project,
  teamSpace,
  user,
} from "../support/acme.ts";

/** Whole Enterprise organizations: three projects, two users, and groups and grants at random, some of them timed. */

const PROJECTS = ["a", "b", "c"];
const TEAM_SPACES = ["s1", "s2"];
const ANA = "ana@acme.example";
const BEN = "ben@acme.example";
const AT = Date.parse("2026-06-01T00:00:00Z");

const day = fc
  .integer({ min: -3, max: 3 })
  .map((days) => new Date(AT + days * 86_400_000).toISOString());
const lifetime = fc
  .record({ starts: day, expires: day }, { requiredKeys: [] })
  .filter(
    ({ starts, expires }) =>
      starts === undefined || expires === undefined || starts < expires,
  );
const grantOf = <A extends App>(app: A) =>
  fc
    .tuple(
      fc.constantFrom(...PROJECTS),
      fc.constantFrom(...APP_ROLES[app]),
      lifetime,
    )
    .map(([projectId, role, time]) => ({
      project: projectId,
      app,
      role,
      ...time,
    }));
const userGrant = fc.oneof(...APPS.map(grantOf));
const person = (id: string): fc.Arbitrary<UserDocument> =>
  fc
    .record({
      role: fc.constantFrom("none", "member", "member", "admin"),
      grants: fc.array(userGrant, { maxLength: 6 }),
    })
    .map((fields) => user(id, fields));
const someGroup = (id: string): fc.Arbitrary<GroupDocument> =>
  fc.constantFrom(...APPS).chain((app) =>
    fc
      .record({
        members: fc.array(
          fc
            .tuple(fc.constantFrom(ANA, BEN), lifetime)
            .map(([member, time]) => ({ user: member, ...time })),
          { maxLength: 3 },
        ),
        teamSpaces: fc.subarray(TEAM_SPACES),
        grants: fc.array(
          grantOf(app).map(({ project: id, role, starts, expires }) => ({
            project: id,
            role,
            ...(starts === undefined ? {} : { starts }),
            ...(expires === undefined ? {} : { expires }),
          })),
          { maxLength: 4 },
        ),
      })
      .map((fields) => group(id, { app, ...fields })),
  );
const modules = fc.subarray(["experiment", "govern", "accounts"] as const);

interface World {
  readonly fixed: readonly DirectoryDocument[];
  readonly ana: UserDocument;
  readonly ben: UserDocument;
  readonly groups: readonly GroupDocument[];
  readonly spaces: readonly TeamSpaceDocument[];
}

const world: fc.Arbitrary<World> = modules.chain((purchased) =>
  fc.record({
    fixed: fc
      .tuple(...PROJECTS.map(() => fc.subarray(purchased)))
      .map((enabled) => [
        organization({
          plan: "enterprise",
          permissions: "project",
          modules: purchased,
        }),
        user("root@acme.example", { role: "admin" }),
        ...PROJECTS.map((id, index) =>
          project(id, { modules: enabled[index] ?? [] }),
        ),
      ]),
    ana: person(ANA),
    ben: person(BEN),
    groups: fc.tuple(...["g1", "g2", "g3"].map(someGroup)),
    spaces: fc.tuple(
      ...TEAM_SPACES.map((id) =>
        fc.subarray([ANA, BEN]).map((members) => teamSpace(id, { members })),
      ),
    ),
  }),
);

function documentsOf({
  fixed,
  ana,
  ben,
  groups,
  spaces,
}: World): DirectoryDocument[] {
  return [...fixed, ana, ben, ...groups, ...spaces];
}

function anaIn(documents: readonly DirectoryDocument[], at = AT): Access {
  return resolveAccess(directoryOf(documents), {
    user: ANA,
    organization: "acme",
    at,
  });
}

function rankIn(access: Access, projectId: string, app: App): number {
  const held = access.projects.find((each) => each.project === projectId)
    ?.roles[app];
  return held === undefined || held.role === "none"
    ? -1
    : rankOf(app, held.role);
}

/** The roles alone, without what gave them. */
function rolesOf(access: Access): object {
  return toPrincipal(access).attr;
}

const RUNS = { numRuns: 300 };

describe("for any organization", () => {
  it("adding a grant never lowers a role, except an Experiment role by an Experiment grant", () => {
    fc.assert(
      fc.property(world, userGrant, (all, added) => {
        const { ana } = all;
        const before = anaIn(documentsOf(all));
        const after = anaIn(
          documentsOf({
            ...all,
            ana: { ...ana, grants: [...(ana.grants ?? []), added] },
          }),
        );
        for (const projectId of PROJECTS) {
          for (const app of APPS) {
            if (app === "experiment" && added.app === "experiment") continue;
            expect(rankIn(after, projectId, app)).toBeGreaterThanOrEqual(
              rankIn(before, projectId, app),
            );
          }
        }
      }),
      RUNS,
    );
  });

  it("an Experiment grant lowers an Experiment role only in its project, and only to itself", () => {
    fc.assert(
      fc.property(world, grantOf("experiment"), (all, added) => {
        const { ana } = all;
        const before = anaIn(documentsOf(all));
        const after = anaIn(
          documentsOf({
            ...all,
            ana: { ...ana, grants: [...(ana.grants ?? []), added] },
          }),
        );
        for (const projectId of PROJECTS) {
          const [was, is] = [before, after].map((access) =>
            rankIn(access, projectId, "experiment"),
          ) as [number, number];
          if (is < was) {
            expect(projectId).toBe(added.project);
            expect(is).toBe(rankOf("experiment", added.role));
          }
        }
      }),
      RUNS,
    );
  });

  it("leaving a group takes away at most what it gave, and coming back restores everything", () => {
    fc.assert(
      fc.property(world, (all) => {
        const [first, ...others] = all.groups;
        if (first === undefined) return;
        const before = anaIn(documentsOf(all));
        const gone = anaIn(
          documentsOf({
            ...all,
            groups: [{ ...first, members: [] }, ...others],
          }),
        );
        const gave = new Set(
          (first.grants ?? []).map((grant) => grant.project),
        );
        for (const projectId of PROJECTS.filter((id) => !gave.has(id))) {
          for (const app of APPS) {
            expect(rankIn(gone, projectId, app)).toBe(
              rankIn(before, projectId, app),
            );
          }
        }
        expect(anaIn(documentsOf(all))).toEqual(before);
      }),
      RUNS,
    );
  });

  it("without her groups a user has exactly what her own grants give", () => {
    fc.assert(
      fc.property(world, (all) => {
        const left = all.groups.map((each) => ({ ...each, members: [] }));
        expect(rolesOf(anaIn(documentsOf({ ...all, groups: left })))).toEqual(
          rolesOf(anaIn(documentsOf({ ...all, groups: [] }))),
        );
      }),
      RUNS,
    );
  });

  it("the order of documents, grants, members and groups never shows", () => {
    const shuffled = world.chain((all) =>
      fc.record({
        all: fc.constant(all),
        documents: fc
          .record({
            grants: permutationOf(all.ana.grants ?? []),
            groups: fc.tuple(
              ...all.groups.map((each) =>
                fc
                  .record({
                    members: permutationOf(each.members ?? []),
                    grants: permutationOf(each.grants ?? []),
                  })
                  .map((fields) => ({ ...each, ...fields })),
              ),
            ),
          })
          .chain(({ grants, groups }) =>
            permutationOf(
              documentsOf({ ...all, ana: { ...all.ana, grants }, groups }),
            ),
          ),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ all, documents }) => {
        expect(anaIn(documents)).toEqual(anaIn(documentsOf(all)));
      }),
      RUNS,
    );
  });

  it("no project is twice in the lists of an app, and none is there without its role", () => {
    fc.assert(
      fc.property(world, (all) => {
        const access = anaIn(documentsOf(all));
        const { attr } = toPrincipal(access);
        for (const app of APPS) {
          const listed = Object.values(
            attr[app] as Record<string, readonly string[]>,
          ).flat();
          expect(new Set(listed).size).toBe(listed.length);
          expect(listed.toSorted()).toEqual(
            PROJECTS.filter((id) => rankIn(access, id, app) >= 0),
          );
        }
      }),
      RUNS,
    );
  });

  it("a role is given by sources of just that role, and by none where there is no role", () => {
    fc.assert(
      fc.property(world, (all) => {
        for (const { roles } of anaIn(documentsOf(all)).projects) {
          for (const { role, via } of Object.values(roles)) {
            expect(via.length > 0).toBe(role !== "none");
            for (const source of via) expect(source.role).toBe(role);
          }
        }
      }),
      RUNS,
    );
  });

  it("every grant of the user's own is accounted for exactly once", () => {
    fc.assert(
      fc.property(world, (all) => {
        const access = anaIn(documentsOf(all));
        const placed = access.projects.flatMap(({ project: id, roles }) =>
          Object.values(roles).flatMap((held) =>
            [
              ...held.via,
              ...held.expired,
              ...held.upcoming,
              ...held.lost.map(({ source }) => source),
              ...held.withheld.map(({ source }) => source),
            ]
              .filter((each) => each.kind === "grant" && each.app === held.app)
              .map(({ role }) => `${id} ${held.app} ${role}`),
          ),
        );
        expect(placed.sort()).toEqual(
          (all.ana.grants ?? [])
            .map(({ project: id, app, role }) => `${id} ${app ?? ""} ${role}`)
            .sort(),
        );
      }),
      RUNS,
    );
  });

  it("a user is in a team space that lists them or that a group of theirs joins, and nobody else is", () => {
    const live = ({ starts, expires }: { starts?: string; expires?: string }) =>
      (starts === undefined || Date.parse(starts) <= AT) &&
      (expires === undefined || AT < Date.parse(expires));
    fc.assert(
      fc.property(world, (all) => {
        const joined = all.groups
          .filter(({ members = [] }) =>
            members.some(
              (each) =>
                typeof each === "object" && each.user === ANA && live(each),
            ),
          )
          .flatMap(({ teamSpaces = [] }) => teamSpaces);
        const listed = all.spaces
          .filter(({ members = [] }) => members.includes(ANA))
          .map(({ id }) => id);
        expect(
          anaIn(documentsOf(all))
            .teamSpaces.filter(({ member }) => member)
            .map((each) => each.teamSpace),
        ).toEqual([...new Set([...joined, ...listed])].sort());
      }),
      RUNS,
    );
  });

  it("a team space changes no role", () => {
    fc.assert(
      fc.property(world, (all) => {
        const without = {
          ...all,
          groups: all.groups.map((each) => ({ ...each, teamSpaces: [] })),
          spaces: [],
        };
        expect(anaIn(documentsOf(without))).toEqual({
          ...anaIn(documentsOf(all)),
          teamSpaces: [],
        });
      }),
      RUNS,
    );
  });

  it("another user's grants change nothing", () => {
    fc.assert(
      fc.property(world, person(BEN), (all, otherBen) => {
        expect(anaIn(documentsOf({ ...all, ben: otherBen }))).toEqual(
          anaIn(documentsOf(all)),
        );
      }),
      RUNS,
    );
  });
});

it("expiry is exact to the millisecond at both ends", () => {
  const millisecond = fc.integer({ min: AT - 5_000, max: AT + 5_000 });
  fc.assert(
    fc.property(millisecond, millisecond, millisecond, (x, y, at) => {
      fc.pre(x !== y);
      const [starts, expires] = [Math.min(x, y), Math.max(x, y)];
      const access = anaIn(
        [
          organization({ plan: "enterprise", permissions: "project" }),
          project("a"),
          user("root@acme.example", { role: "admin" }),
          user(ANA, {
            grants: [
              {
                project: "a",
                role: "member",
                starts: new Date(starts).toISOString(),
                expires: new Date(expires).toISOString(),
              },
            ],
          }),
        ],
        at,
      );
      expect(rankIn(access, "a", "analytics") >= 0).toBe(
        starts <= at && at < expires,
      );
    }),
    { numRuns: 1_000 },
  );
});

function permutationOf<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], {
    minLength: list.length,
    maxLength: list.length,
  });
}

/** Of a subject, whatever it is asked for first, the same as of the whole access. */
describe("the roles in the projects that a request names", () => {
  const named = fc.subarray([...PROJECTS, "nowhere"]);
  const who = fc.constantFrom(ANA, BEN, "root@acme.example", "x@acme.example");

  it("are those that all projects together give", () => {
    fc.assert(
      fc.property(
        world,
        who,
        fc.array(named, { minLength: 1, maxLength: 4 }),
        (documents, id, requests) => {
          const directory = directoryOf(documentsOf(documents));
          const query = { user: id, organization: "acme", at: AT };
          const access = resolveAccess(directory, query);
          const subject = findSubject(directory, {
            id,
            type: "user",
            ...query,
          });
          for (const projects of requests) {
            expect(subject.principal(new Set(projects))).toEqual(
              toPrincipal(access, { projects }),
            );
            for (const each of PROJECTS) {
              const { roles } =
                access.projects.find(({ project: at }) => at === each) ?? {};
              expect(subject.roles?.inProject(each)).toEqual(roles);
            }
          }
          expect(subject.principal()).toEqual(toPrincipal(access));
        },
      ),
      RUNS,
    );
  });
});
