import type { Resource } from "../../../src/pdp/pdp.ts";
import { APP_ROLES, APPS } from "../../../src/model/roles.ts";
import { combinations } from "./combinations.ts";

type Attr = Resource["attr"];

/** Somebody who is not a subject, and has what the subject does not. */
const ELSE = "else@acme.example";

/** Lists of users with and without this one; never only this one. */
function usersWithAndWithout(user: string): string[][] {
  return [[ELSE, user], [ELSE]];
}

/**
 * Every combination of a kind's own attributes that the tables look at, for questions of one user: all but organization and project.
 * The first stands open as far as it can.
 */
export function attributesOf(kind: string, user: string): readonly Attr[] {
  switch (kind) {
    case "flag":
    case "experiment":
      return [
        { access: "everyone", editors: [ELSE] },
        { access: "editors", editors: [ELSE, user] },
        { access: "editors", editors: [ELSE] },
      ];
    case "content":
      return combinations({
        type: ["dashboard", "chart", "cohort", "notebook", "saved_segment"],
        owners: usersWithAndWithout(user),
        sharedWith: usersWithAndWithout(user),
        discoverable: [true, false],
        archived: [true, false],
      });
    case "project_member":
      return APPS.flatMap((app) =>
        combinations({
          app: [app],
          user: [ELSE, user],
          role: ["none", ...APP_ROLES[app]],
          newRole: ["none", ...APP_ROLES[app]],
        }),
      );
    case "organization_member":
      return combinations({
        user: [ELSE, user],
        role: ["none", "viewer", "member", "manager", "admin"],
        newRole: ["none", "viewer", "member", "manager", "admin"],
        adminCount: [0, 1, 2],
      });
    case "organization":
      return combinations({ owner: [user, ELSE] });
    case "user_profile":
      return combinations({ user: [user, ELSE] });
    case "guide":
      return combinations({
        type: ["guide", "survey"],
        published: [false, true],
      });
    case "data_connection":
      return combinations({ type: ["source", "destination"] });
    default:
      return [{}];
  }
}
