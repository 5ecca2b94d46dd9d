import { quote } from "../../../quote.ts";
import { type Check, problemAt } from "../finding.ts";
import { isWildcard } from "./wildcard-action.ts";

/** A misspelt action is denied, so a test that expects a DENY says nothing by it. */
export const unknownAction: Check = {
  name: "unknown-action",
  *find({ policies, suites }) {
    for (const { kind, actions } of suites) {
      const known = policies
        .filter((policy) => policy.kind.name === kind)
        .flatMap(({ rules }) => rules.flatMap((rule) => rule.actions))
        .map(({ name }) => name);
      if (known.length === 0 || known.some(isWildcard)) continue;
      for (const action of actions) {
        if (known.includes(action.name)) continue;
        yield problemAt(
          action,
          `No rule of ${kind} knows the action ${quote(action.name)}. Correct the name, or write the rule.`,
        );
      }
    }
  },
};
