import { byCodeUnits } from "../../util/order.ts";
import { packagePath } from "../../util/package-root.ts";
import { LINT_RULES } from "./rules/all.ts";
import type { Finding } from "./finding.ts";
import { readPolicyTree } from "../tree/read-tree.ts";

/**
 * All that is wrong with the policies, suites, fixtures and schemas of a folder and that Cerbos does not say, in the order of
 * files and lines. Rolebook's own policies if no folder is given.
 *
 * @throws {PolicyError} where the folder or a file cannot be opened; one that is no YAML, or a schema that is no JSON, is a finding
 */
export async function lintPolicies(
  folder = packagePath("policies"),
): Promise<readonly Finding[]> {
  const tree = await readPolicyTree(folder);
  const findings = new Map<string, Finding>();
  for (const { meta, find } of LINT_RULES) {
    for (const { file, line, message } of find(tree)) {
      const finding = { file, line, check: meta.name, message };
      // What several policies share is found for each of them.
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
