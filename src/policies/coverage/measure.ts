import { join } from "node:path";
import pMap from "p-map";
import { packagePath } from "../../util/package-root.ts";
import { PolicyError, type PolicyProblem } from "../policy-error.ts";
import { type PolicyFile, readPolicyFiles } from "../policy-files.ts";
import type { Suite } from "../tree/policy-tree.ts";
import { toPolicyTree } from "../tree/read-tree.ts";
import {
  type CompiledFolder,
  listTests,
  traceTests,
} from "./compiled-suites.ts";
import { type Coverage, totalsOf } from "./coverage.ts";
import { type Findings, readTrace } from "./decision-trace.ts";
import { ambiguitiesIn } from "./plain-suite.ts";
import { SAMPLES, sizeOf } from "./samples.ts";
import {
  failingSuites,
  type WrittenTest,
  writtenTests,
} from "./suite-tests.ts";
import { Tally } from "./tally.ts";
import { inTemporaryFolder, writePolicyFiles } from "./temporary-folder.ts";
import { type TracedPolicies, tracedPoliciesOf } from "./traced-policies.ts";

/**
 * Measures which rules, actions, conditions, variables and derived roles the suites of a policy folder exercise, and
 * how often each way; by default in Rolebook's own folder.
 *
 * The compiler runs the tests. Its traces show which rules were activated, the results of their conditions, and which
 * derived roles held. It traces only tests that fail, so it runs a copy of the suites that expects an output of no
 * rule. Unlike an answer of a PDP, a trace shows every rule, with or without an output, and tells its condition apart
 * from its roles.
 *
 * Traces are expensive: all 90,000 decisions of Rolebook's suites take a minute of processor time. So a sample of each
 * test is traced first, then another sample of the actions whose parts were not all seen both ways, and so on. Gaps
 * that are left in the end are gaps in all tests. Most parts are seen in the first sample, which takes ten seconds.
 *
 * Whether the tests succeed does not matter here: a failing test exercises as much as any other. Nor does the final
 * effect: an ALLOW that a DENY overrides was activated too.
 *
 * @throws {PolicyError} if the folder cannot be read or does not compile, or a suite cannot be run. It has the
 *   compiler's message
 * @throws {PolicyError} if Cerbos may read policies or suites differently; it names all of them
 * @throws {TemporaryFolderError} if there is no place for temporary files
 * @throws {PdpUnavailableError} if there is no PDP binary for the platform, or it fails
 */
export async function policyCoverage(
  folder = packagePath("policies"),
): Promise<Coverage> {
  const files = await readPolicyFiles(folder);
  return inTemporaryFolder(async (root) => {
    const asWritten = { folder: join(root, "as-written"), named: folder };
    await writePolicyFiles(asWritten.folder, files);
    const listed = await listTests(asWritten);
    const { policies: traced, suites } = measurable(files, folder);
    const tally = new Tally(traced);
    const tests = writtenTests(suites, listed);
    const policies = new PoliciesOfSuites();
    let count = 0;
    let open = tests;
    for (let index = 0; index < SAMPLES && open.length > 0; index += 1) {
      const batches: CompiledFolder[] = [];
      for (const suites of failingSuites(open, index)) {
        const name = `sample-${index}-${batches.length}`;
        const batch = { folder: join(root, name), named: folder };
        const others = files.filter(({ role }) => role !== "suite");
        await writePolicyFiles(batch.folder, [...others, ...suites]);
        batches.push(batch);
      }
      await forEachDecision(batches, (path, findings) => {
        count += 1;
        if (findings === undefined) return;
        policies.add(path, findings.policy);
        tally.add(findings);
      });
      open = open.flatMap((test) => stillOpen(test, policies, tally));
    }
    const total = tests.reduce((sum, test) => sum + sizeOf(test), 0);
    const items = tally.items();
    return {
      decisions: { total, traced: count },
      totals: totalsOf(items),
      items,
    };
  });
}

/**
 * The policies and suites of a folder, as the tree reads them.
 *
 * @throws {PolicyError} if Cerbos may read any of them differently
 */
function measurable(
  files: readonly PolicyFile[],
  folder: string,
): { policies: TracedPolicies; suites: readonly Suite[] } {
  const tree = toPolicyTree(files);
  const problems: PolicyProblem[] = [];
  const policies = tracedPoliciesOf(tree, problems);
  problems.push(...ambiguitiesIn(tree.suites));
  if (problems.length > 0) throw new PolicyError(folder, problems);
  return { policies, suites: tree.suites };
}

/** The policies that suites test. The first sample has every resource, so later samples add no policies. */
class PoliciesOfSuites {
  readonly #policies = new Map<string, Set<string>>();

  add(path: string, policy: string): void {
    const policies = this.#policies.get(path) ?? new Set();
    this.#policies.set(path, policies.add(policy));
  }

  of(path: string): readonly string[] {
    return [...(this.#policies.get(path) ?? [])];
  }
}

/** The test with only those of its actions that may show something new, if there are any. */
function stillOpen(
  test: WrittenTest,
  policies: PoliciesOfSuites,
  tally: Tally,
): readonly WrittenTest[] {
  const actions = test.actions.filter((action) =>
    policies.of(test.path).some((policy) => tally.isOpen(policy, action)),
  );
  return actions.length === 0 ? [] : [{ ...test, actions }];
}

/** The number of runs at once. Each takes a processor and up to 250 MB. */
const CONCURRENCY = 2;

async function forEachDecision(
  batches: readonly CompiledFolder[],
  use: (path: string, findings: Findings | undefined) => void,
): Promise<void> {
  const stop = new AbortController();
  const run = async (batch: CompiledFolder): Promise<void> => {
    const traced = await traceTests({ ...batch, signal: stop.signal });
    for (const { path, trace } of traced) use(path, readTrace(trace));
  };
  try {
    await pMap(batches, run, { concurrency: CONCURRENCY });
  } finally {
    // If one run fails, the other one is useless.
    stop.abort();
  }
}
