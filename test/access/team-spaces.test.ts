import { describe, expect, it } from "vitest";
import { resolveAccess } from "../../src/access/resolve.ts";
import { Directory } from "../../src/directory/directory.ts";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import type { Organization } from "../../src/model/organization.ts";
import {
  directoryOf,
  enterprise,
  group,
  organization,
  project,
  teamSpace,
  user,
} from "../support/acme.ts";

const OLEG = "oleg@acme.example";
const NOW = Date.parse("2026-06-01T00:00:00Z");

function accessOf(
  documents: readonly DirectoryDocument[],
  id = OLEG,
  at = NOW,
) {
  return resolveAccess(directoryOf(documents), {
    user: id,
    organization: "acme",
    at,
  });
}

/** The ids of the spaces that a user is in. */
function spacesOf(
  documents: readonly DirectoryDocument[],
  id = OLEG,
  at = NOW,
): readonly string[] {
  return accessOf(documents, id, at)
    .teamSpaces.filter(({ member }) => member)
    .map(({ teamSpace: space }) => space);
}

const BY_GROUP = {
  kind: "group",
  group: "payments",
  groupName: "Payments Team",
} as const;

const payments = (members: Parameters<typeof group>[1]) =>
  group("payments", {
    name: "Payments Team",
    teamSpaces: ["growth"],
    ...members,
  });

describe("the members of a group", () => {
  it("join its spaces, by the group", () => {
    const documents = enterprise(
      user(OLEG),
      teamSpace("growth", { name: "Growth" }),
      teamSpace("other"),
      payments({ members: ["Oleg@acme.example"] }),
    );
    expect(accessOf(documents).teamSpaces).toEqual([
      {
        teamSpace: "growth",
        name: "Growth",
        member: true,
        via: [BY_GROUP],
        expired: [],
        upcoming: [],
        withheld: [],
      },
    ]);
  });

  it("are in a space by everything that brings them there", () => {
    const documents = enterprise(
      user(OLEG),
      teamSpace("growth", { members: [OLEG] }),
      payments({ members: [OLEG] }),
      group("leads", { members: [OLEG], teamSpaces: ["growth"] }),
    );
    expect(accessOf(documents).teamSpaces).toMatchObject([
      {
        member: true,
        via: [
          { kind: "group", group: "leads" },
          { kind: "group", group: "payments" },
          { kind: "member" },
        ],
      },
    ]);
  });

  it("need no role for it, and get none by it", () => {
    for (const fields of [
      {},
      { role: "none" },
      { status: "pending" },
    ] as const) {
      const access = accessOf(
        enterprise(
          user(OLEG, fields),
          teamSpace("growth"),
          payments({ members: [OLEG] }),
        ),
      );
      expect(access.projects).toEqual([]);
      expect(access.teamSpaces).toMatchObject([
        { teamSpace: "growth", member: true },
      ]);
    }
  });

  it("are in it as long as they are in the group, whatever its grants do", () => {
    const [starts, expires] = [
      "2026-03-01T00:00:00.000Z",
      "2026-09-01T12:00:00.500Z",
    ];
    const [first, end] = [Date.parse(starts), Date.parse(expires)];
    const documents = enterprise(
      user(OLEG),
      teamSpace("growth"),
      payments({
        members: [{ user: OLEG, starts, expires }],
        grants: [
          { project: "a", role: "member", starts: "2026-08-01T00:00:00Z" },
        ],
      }),
    );
    expect(spacesOf(documents, OLEG, first)).toEqual(["growth"]);
    expect(spacesOf(documents, OLEG, end - 1)).toEqual(["growth"]);
    const timed = { ...BY_GROUP, starts: first, expires: end };
    expect(accessOf(documents, OLEG, first - 1).teamSpaces).toMatchObject([
      { member: false, via: [], expired: [], upcoming: [timed] },
    ]);
    expect(accessOf(documents, OLEG, end).teamSpaces).toMatchObject([
      { member: false, via: [], expired: [timed], upcoming: [] },
    ]);
  });
});

describe("the members of a space", () => {
  it("are in it by themselves, and do not join the group", () => {
    const access = accessOf(
      enterprise(
        user(OLEG),
        teamSpace("growth", { members: ["OLEG@acme.example", OLEG] }),
        payments({ grants: [{ project: "a", role: "admin" }] }),
      ),
    );
    expect(access.projects).toEqual([]);
    expect(access.teamSpaces).toMatchObject([
      { teamSpace: "growth", member: true, via: [{ kind: "member" }] },
    ]);
  });

  it("stay when they leave the group", () => {
    const documents = (members: string[]) =>
      enterprise(
        user(OLEG),
        teamSpace("growth", { members: [OLEG] }),
        teamSpace("payments"),
        payments({ members, teamSpaces: ["growth", "payments"] }),
      );
    expect(spacesOf(documents([OLEG]))).toEqual(["growth", "payments"]);
    expect(spacesOf(documents([]))).toEqual(["growth"]);
  });

  it("are those who are listed, where roles are per organization", () => {
    const documents = [
      organization({ plan: "starter" }),
      project("a"),
      user("root@acme.example", { role: "admin" }),
      user(OLEG),
      teamSpace("growth", { members: [OLEG] }),
    ];
    expect(spacesOf(documents)).toEqual(["growth"]);
    // An admin may see every space, and is in none for that.
    expect(accessOf(documents, "root@acme.example").teamSpaces).toEqual([]);
  });

  it("are nobody whom the organization does not have", () => {
    const documents = enterprise(teamSpace("growth"));
    expect(accessOf(documents, "nobody@acme.example").teamSpaces).toEqual([]);
  });
});

describe("a directory that was not made of documents", () => {
  const contents = directoryOf(
    enterprise(
      user(OLEG),
      teamSpace("growth"),
      payments({ members: [OLEG] }),
      teamSpace("own", { members: [OLEG] }),
    ),
  ).organizations[0];

  function inOrganization(fields: Partial<Organization>) {
    if (contents === undefined) throw new Error("the fixture is empty");
    const { projects, users, groups, credentials, items } = contents;
    const directory = new Directory([
      {
        organization: { ...contents.organization, ...fields },
        projects,
        users,
        groups,
        credentials,
        teamSpaces: contents.teamSpaces,
        items,
      },
    ]);
    return resolveAccess(directory, {
      user: OLEG,
      organization: "acme",
      at: NOW,
    }).teamSpaces;
  }

  it.each([
    [{ plan: "growth" }, "plan_without_groups"],
    [{ permissions: "organization" }, "roles_per_organization"],
  ] as const)(
    "brings nobody into a space by a group: %j",
    (fields, because) => {
      expect(inOrganization(fields)).toMatchObject([
        {
          teamSpace: "growth",
          member: false,
          via: [],
          withheld: [{ source: BY_GROUP, because }],
        },
        { teamSpace: "own", member: true, via: [{ kind: "member" }] },
      ]);
    },
  );
});
