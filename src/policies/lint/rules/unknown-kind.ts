import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { isBroken } from "../../tree/policy-tree.ts";

/** Nothing is allowed for a kind without a policy, so a test that expects a DENY says nothing by it. */
export const unknownKind: LintRule = {
  meta: {
    name: "unknown-kind",
    category: "understanding",
    forbids: "a fixture or a suite of a kind that has no policy",
    why: "a misspelt kind is refused, as the test expects, for ever",
  },
  *find(tree) {
    if (isBroken(tree, "policy")) return;
    const { policies, suites, kindsOfFixtures } = tree;
    const known = policies.map(({ kind }) => kind.name);
    for (const suite of suites) {
      if (known.includes(suite.kind)) continue;
      yield problemAt(
        suite,
        `The suite is called as the kind ${quote(suite.kind)}, for which there is no policy. Call it <kind>_test.yaml, for the kind that it tests.`,
      );
    }
    for (const kind of kindsOfFixtures) {
      if (known.includes(kind.name)) continue;
      yield problemAt(
        kind,
        `There is no policy for the kind ${quote(kind.name)}. Correct the name, or write the policy.`,
      );
    }
  },
};
