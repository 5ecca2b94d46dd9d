import type { OrganizationDirectory } from "../directory/directory.ts";
import { hasExpired } from "../model/lifetime.ts";
import { grantHolders, grantPhrase } from "./held-grants.ts";
import type { GroupMember } from "../model/organization.ts";
import type { Instant } from "../model/instant.ts";
import type { Lifetime } from "../model/lifetime.ts";
import type { Remark } from "./warning.ts";

const REMEDY = "Remove one of the two.";

/** Grants that add nothing, because the same holder has another grant of the same role for all of that time. */
export function* repeatedGrants(
  directory: OrganizationDirectory,
  at: Instant,
): Generator<Remark> {
  for (const { grants, ...holder } of grantHolders(directory)) {
    const place = ({ project, app, role }: (typeof grants)[number]): string =>
      JSON.stringify([project, app, role]);
    for (const { each, index, by } of repetitions(grants, place, at)) {
      yield {
        ...holder,
        path: ["grants", index],
        message: `${grantPhrase(each)} is already covered by grants[${by}]`,
        remedy: REMEDY,
      };
    }
  }
}

/** Members and editors who are listed twice. Two memberships at different times do not repeat each other. */
export function* repeatedUsers(
  { groups, teamSpaces, items }: OrganizationDirectory,
  at: Instant,
): Generator<Remark> {
  for (const { organization, id, members } of groups) {
    yield* repeated(
      { organization, kind: "Group", id },
      "members",
      members,
      at,
    );
  }
  for (const { organization, id, members } of teamSpaces) {
    const about = { organization, kind: "TeamSpace", id } as const;
    yield* repeated(about, "members", members.map(always), at);
  }
  for (const { organization, kind, project, id, editors } of items) {
    const document = kind === "flag" ? "Flag" : "Experiment";
    const about = { organization, kind: document, id, project } as const;
    yield* repeated(about, "editors", editors.map(always), at);
  }
}

function* repeated(
  about: Pick<Remark, "organization" | "kind" | "id" | "project">,
  name: string,
  list: readonly GroupMember[],
  at: Instant,
): Generator<Remark> {
  for (const { each, index, by } of repetitions(list, ({ user }) => user, at)) {
    yield {
      ...about,
      path: [name, index],
      message: `"${each.user}" is already covered by ${name}[${by}]`,
      remedy: REMEDY,
    };
  }
}

function always(user: string): GroupMember {
  return { user };
}

interface Repetition<T> {
  readonly each: T;
  readonly index: number;
  /** The index of the entry that covers it. */
  readonly by: number;
}

/**
 * The entries that are live only while another entry of the same key is. Of two with the same lifetime, it is the later
 * one. Expired entries are left out, because they have their own warning.
 */
function repetitions<T extends Lifetime>(
  list: readonly T[],
  keyOf: (each: T) => string,
  at: Instant,
): readonly Repetition<T>[] {
  const byKey = new Map<string, { each: T; index: number }[]>();
  for (const [index, each] of list.entries()) {
    if (hasExpired(each, at)) continue;
    const key = keyOf(each);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [{ each, index }]);
    else same.push({ each, index });
  }
  const found: Repetition<T>[] = [];
  for (const same of byKey.values()) {
    same.sort(
      (a, b) =>
        startOf(a.each) - startOf(b.each) ||
        endOf(b.each) - endOf(a.each) ||
        a.index - b.index,
    );
    // All earlier entries begin no later. So an entry is covered if the longest of them ends no earlier.
    let longest = same[0];
    for (const entry of same.slice(1)) {
      if (longest !== undefined && endOf(entry.each) <= endOf(longest.each)) {
        found.push({ ...entry, by: longest.index });
      } else longest = entry;
    }
  }
  return found.toSorted((a, b) => a.index - b.index);
}

/** The latest instant that a Date can hold. Negated, it is the earliest. */
const EVER = 8.64e15;

function startOf({ starts = -EVER }: Lifetime): number {
  return starts;
}

function endOf({ expires = EVER }: Lifetime): number {
  return expires;
}
