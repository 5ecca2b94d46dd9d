import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { isPattern } from "../../tree/pattern.ts";
import { problemAt } from "../../tree/position.ts";

/** Whoever is let in is so by a role that somebody gave them. A DENY may be for everybody. */
export const wildcardRole: LintRule = {
  meta: {
    name: "wildcard-role",
    category: "access",
    forbids: "`*` in the roles of an ALLOW, or in parent roles",
    why: "it lets in roles that nobody has thought of, `unknown` among them",
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
        `The role ${quote(role.name)} is a pattern, which lets in roles that nobody has thought of, among them "unknown" for somebody without a User document. List the roles.`,
      );
    }
  },
};
