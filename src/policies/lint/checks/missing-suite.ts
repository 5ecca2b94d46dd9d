import { dirname } from "node:path";
import { type Check, problemAt } from "../finding.ts";

/** A kind without a suite beside its policy. A folder without any suite holds policies as they are shipped, and is let be. */
export const missingSuite: Check = {
  name: "missing-suite",
  *find({ policies, suites }) {
    if (suites.length === 0) return;
    for (const { kind, file } of policies) {
      const hasSuite = suites.some(
        (suite) =>
          suite.kind === kind.name && dirname(suite.file) === dirname(file),
      );
      if (hasSuite) continue;
      yield problemAt(
        kind,
        `Nothing tests ${kind.name}. Write ${kind.name}_test.yaml beside the policy.`,
      );
    }
  },
};
