import type { EffectiveRole } from "../../access/access.ts";
import type { HeldRole } from "../decision.ts";
import { a } from "./articles.ts";
import {
  APP_NAMES,
  instantPhrase,
  sourcePhrase,
  WITHHELD_PHRASES,
} from "./phrases.ts";

const LIST = new Intl.ListFormat("en", { type: "conjunction" });

/** Several phrases as one: "a, b, and c". */
export function listPhrase(phrases: Iterable<string>): string {
  const [first = "", second, ...others] = phrases;
  // Most are one or two, for which `Intl` would take longer than all else in the sentence.
  if (second === undefined) return first;
  if (others.length === 0) return `${first} and ${second}`;
  return LIST.format([first, second, ...others]);
}

/** Roles that somebody has, in words. */
export function rolesPhrase(roles: readonly HeldRole[]): string {
  return listPhrase(roles.map(rolePhrase));
}

/** A role that somebody has, in words: "a member in Experiment (project web)". */
export function rolePhrase(held: HeldRole): string {
  return held.scope === "organization"
    ? `${a(held.role)} of the organization${held.isDefault ? " by default" : ""}`
    : `${a(held.role)} in ${APP_NAMES[held.app]} (project ${held.project})`;
}

/** The holders of these roles, in words: "members", or "members in Experiment" if they must be told from other members. */
export function holdersPhrase(
  roles: readonly HeldRole[],
  { isAmbiguous }: { readonly isAmbiguous: boolean },
): string {
  return listPhrase(
    roles.map((held) => {
      const holders = `${held.role}s`;
      if (!isAmbiguous) return holders;
      return held.scope === "organization"
        ? `${holders} of the organization`
        : `${holders} in ${APP_NAMES[held.app]}`;
    }),
  );
}

/** Roles that somebody does not have, in words and with the reason: "no Experiment role in web: …". */
export function noRolesPhrase(roles: readonly HeldRole[]): string {
  return listPhrase(roles.map(noRolePhrase));
}

function noRolePhrase(held: HeldRole): string {
  return held.scope === "organization"
    ? "no role in the organization"
    : `no ${APP_NAMES[held.app]} role in ${held.project}${whyNone(held)}`;
}

/** Why somebody has no role: a source that is withheld, has expired or has not started, or no source at all. */
function whyNone({ withheld, expired, upcoming }: EffectiveRole): string {
  const [kept] = withheld;
  if (kept !== undefined) {
    return `: ${WITHHELD_PHRASES[kept.because]}, so that ${sourcePhrase(kept.source)} gives nothing`;
  }
  const [past] = expired;
  if (past !== undefined && "expires" in past) {
    return `: ${past.kind === "group" ? `what the group "${past.groupName}" gave` : "the individual grant"} expired ${instantPhrase(past.expires ?? 0)}`;
  }
  const [future] = upcoming;
  if (future !== undefined && "starts" in future) {
    return `: ${future.kind === "group" ? `what the group "${future.groupName}" gives` : "the individual grant"} starts ${instantPhrase(future.starts ?? 0)}`;
  }
  return ": neither a grant nor a group gives one";
}
