import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { isBroken } from "../../tree/policy-tree.ts";

/** Everything is denied for a kind without a policy, so a test that expects a DENY proves nothing. */
export const unknownKind: LintRule = {
  meta: {
    name: "unknown-kind",
    category: "understanding",
    forbids: "a fixture or a suite of a kind that has no policy",
    why: "a misspelt kind is always refused, as the test expects",
  },
  *find(tree) {
    if (isBroken(tree, "policy")) return;
    const { policies, suites, kindsOfFixtures } = tree;
    const known = policies.map(({ kind }) => kind.name);
    for (const suite of suites) {
      if (known.includes(suite.kind)) continue;
      yield problemAt(
        suite,
        `The suite has the name of the kind ${quote(suite.kind)}, which has no policy. Name it <kind>_test.yaml, for the kind that it tests.`,
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
