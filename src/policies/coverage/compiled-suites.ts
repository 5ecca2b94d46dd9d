import { PdpUnavailableError } from "../../pdp/errors.ts";
import { compile, compileErrors } from "../../pdp/process/compile.ts";
import { PolicyError } from "../policy-error.ts";
import type { DecisionTrace } from "./decision-trace.ts";
import type { ListedTest } from "./suite-tests.ts";

/** A policy folder for the compiler. */
export interface CompiledFolder {
  readonly folder: string;
  /** The name of the folder in errors. */
  readonly named: string;
  readonly signal?: AbortSignal | undefined;
}

/** The parts of the compiler's report that are read here. */
interface Report {
  readonly suites?: readonly SuiteReport[];
}

interface SuiteReport {
  readonly file: string;
  readonly error?: string;
  readonly testCases?: readonly {
    readonly name: string;
    readonly principals: readonly {
      readonly name: string;
      readonly resources: readonly {
        readonly name: string;
        readonly actions: readonly {
          readonly name: string;
          readonly details: Details;
        }[];
      }[];
    }[];
  }[];
}

interface Details {
  readonly error?: string;
  readonly engineTraceBatch?: DecisionTrace;
}

/**
 * Lists the tests of a folder's suites without running them.
 *
 * @throws {PolicyError} if the folder does not compile, or a suite cannot be run. It has the compiler's message
 * @throws {PdpUnavailableError} if there is no compiler, or it fails
 */
export async function listTests(
  compiled: CompiledFolder,
): Promise<readonly ListedTest[]> {
  const suites = await runSuites(compiled, ["--test-filter=action=no action"]);
  return suites.flatMap(({ file, testCases = [] }) =>
    testCases.map(({ name, principals }) => {
      const [{ resources } = { resources: [] }] = principals;
      return {
        path: file,
        name,
        principals: principals.map((each) => each.name),
        resources: resources.map((each) => each.name),
        actions: resources[0]?.actions.map((each) => each.name) ?? [],
      };
    }),
  );
}

/** The trace of a decision, and the path of the suite that asked for it. */
export interface TracedTest {
  readonly path: string;
  readonly trace: DecisionTrace;
}

/** Runs a folder's suites, and returns the traces of all tests that fail. It has the errors of {@link listTests}. */
export async function traceTests(
  compiled: CompiledFolder,
): Promise<readonly TracedTest[]> {
  const suites = await runSuites(compiled, [
    "--verbose",
    // A trace of a batch mixes all actions, and from the second action on shows roles that do not match as conditions.
    "--skip-batching",
  ]);
  return suites.flatMap(({ file, testCases = [] }) =>
    testCases
      .flatMap(({ principals }) => principals)
      .flatMap(({ resources }) => resources)
      .flatMap(({ actions }) => actions)
      .flatMap(({ details: { error, engineTraceBatch: trace } }) => {
        if (error !== undefined) assertRun(compiled.named, [{ file, error }]);
        return trace === undefined ? [] : { path: file, trace };
      }),
  );
}

const EXIT_OK = 0;
const EXIT_COMPILE_ERROR = 3;
const EXIT_TESTS_FAILED = 4;

async function runSuites(
  { folder, named, signal }: CompiledFolder,
  options: readonly string[],
): Promise<readonly SuiteReport[]> {
  const args = ["--strict-evaluation", "--output=json", ...options];
  const { exitCode, stdout, stderr } = await compile(folder, args, { signal });
  if (exitCode === EXIT_COMPILE_ERROR) {
    const errors = await compileErrors(folder, { signal });
    throw new PolicyError(named, [
      { message: `It does not compile.\n${errors}` },
    ]);
  }
  if (exitCode !== EXIT_OK && exitCode !== EXIT_TESTS_FAILED) {
    throw new PdpUnavailableError(
      `The compiler ended with ${exitCode}: ${stderr.trim()}`,
    );
  }
  const { suites = [] } = JSON.parse(stdout) as Report;
  assertRun(
    named,
    suites.flatMap(({ file, error }) =>
      error === undefined ? [] : { file, error },
    ),
  );
  return suites;
}

function assertRun(
  folder: string,
  failures: readonly { readonly file: string; readonly error: string }[],
): void {
  if (failures.length === 0) return;
  throw new PolicyError(
    folder,
    failures.map(({ file, error }) => ({
      file,
      message: `The suite cannot be run: ${error.trim()}.`,
    })),
  );
}
