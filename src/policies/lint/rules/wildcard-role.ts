import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { isPattern } from "../../tree/pattern.ts";
import { problemAt } from "../../tree/position.ts";

/** An ALLOW must list roles that somebody gives. A DENY may be for all roles. */
export const wildcardRole: LintRule = {
  meta: {
    name: "wildcard-role",
    category: "access",
    forbids: "`*` in the roles of an ALLOW, or in parent roles",
    why: "it includes roles that nobody has thought of, such as `unknown`",
  },
  *find({ policies, roleSets }) {
    const allowed = policies
      .flatMap(({ rules }) => rules)
      .filter(({ effect }) => effect === "allow")
      .flatMap(({ roles }) => roles);
    const parents = roleSets.flatMap(({ roles }) =>
      roles.flatMap(({ parentRoles }) => parentRoles),
    );
    for (const role of [...allowed, ...parents]) {
      if (!isPattern(role.name)) continue;
      yield problemAt(
        role,
        `The role ${quote(role.name)} is a pattern, which includes roles that nobody has thought of, such as "unknown" for somebody without a User document. List the roles.`,
      );
    }
  },
};
