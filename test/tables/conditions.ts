import type { Value } from "@cerbos/core";
import type { Condition } from "./table.ts";

/** The conditions that several sections have. */

const RANK = ["none", "viewer", "member", "manager", "admin"];

/** The place among the roles of the organization, Analytics and Experiment, from 0 for `none`. */
function rank(role: Value | undefined): number {
  return RANK.findIndex((each) => each === role);
}

export function isIn(list: Value | undefined, user: string): boolean {
  return Array.isArray(list) && list.includes(user);
}

/** Somebody else than the one who asks. */
export const another: Condition = {
  code: "own_role",
  met: ({ user }, { principal }) => user !== principal.id,
};

/** Neither role is above one's own in the app. The modules have no ceiling. */
export const ceiling: Condition = {
  code: "above_own_role",
  met({ app, role, newRole }, subject) {
    if (app !== "analytics" && app !== "experiment") return true;
    const own = rank(subject[`${app}Role`]);
    return rank(role) <= own && rank(newRole) <= own;
  },
};
