import { type Check } from "../finding.ts";
import { problemAt } from "../../tree/position.ts";

/** A decision names the rule that it rests on. */
export const unnamedRule: Check = {
  name: "unnamed-rule",
  *find({ policies }) {
    for (const rule of policies.flatMap(({ rules }) => rules)) {
      if (rule.name !== undefined) continue;
      yield problemAt(
        rule,
        "The rule has no name. Give it one: a decision names the rule that it rests on.",
      );
    }
  },
};
