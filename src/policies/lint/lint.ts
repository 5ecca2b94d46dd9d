import { byCodeUnits } from "../../util/order.ts";
import { packagePath } from "../../util/package-root.ts";
import { LINT_RULES } from "./rules/all.ts";
import type { Finding } from "./finding.ts";
import { readPolicyTree } from "../tree/read-tree.ts";

/**
 * Finds problems in the policies, suites, fixtures and schemas of a folder that Cerbos does not report, ordered by file
 * and line; by default in Rolebook's own policies.
 *
 * @throws {PolicyError} if the folder or a file cannot be opened. A file that is not YAML, or a schema that is not
 *   JSON, is a finding
 */
export async function lintPolicies(
  folder = packagePath("policies"),
): Promise<readonly Finding[]> {
  const tree = await readPolicyTree(folder);
  const findings = new Map<string, Finding>();
  for (const { meta, find } of LINT_RULES) {
    for (const { file, line, message } of find(tree)) {
      const finding = { file, line, check: meta.name, message };
      // A problem in a shared file is found once for each policy that uses it.
      findings.set(JSON.stringify(finding), finding);
    }
  }
  return [...findings.values()].sort(
    (a, b) =>
      byCodeUnits(a.file, b.file) ||
      a.line - b.line ||
      byCodeUnits(a.check, b.check) ||
      byCodeUnits(a.message, b.message),
  );
}
