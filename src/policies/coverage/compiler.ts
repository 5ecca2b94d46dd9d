import { execFile } from "node:child_process";
import { join } from "node:path";
import { pdpBinary } from "../../pdp/process/binary.ts";
import { environment } from "../../pdp/process/environment.ts";
import { PdpUnavailableError } from "../../pdp/errors.ts";
import { PolicyError } from "../policy-error.ts";
import type { ListedTest } from "./suites.ts";
import type { Trace } from "./trace.ts";

/** A policy folder for the compiler. */
export interface Compilation {
  readonly folder: string;
  /** What the folder is called in errors. */
  readonly named: string;
  readonly signal?: AbortSignal | undefined;
}

/** What the compiler says of suites: as much as is read here. */
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
  readonly engineTraceBatch?: Trace;
}

/**
 * The tests of a folder's suites, without running them.
 *
 * @throws {PolicyError} where the folder does not compile, or a suite cannot be run; in the compiler's words
 * @throws {PdpUnavailableError} where there is no compiler, or it fails
 */
export async function listTests(
  compilation: Compilation,
): Promise<readonly ListedTest[]> {
  const suites = await compile(compilation, ["--test-filter=action=no action"]);
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
  readonly trace: Trace;
}

/** Runs a folder's suites: the traces of all tests that fail. The errors are those of {@link listTests}. */
export async function traceTests(
  compilation: Compilation,
): Promise<readonly TracedTest[]> {
  const suites = await compile(compilation, [
    "--verbose",
    // In a batch, a trace is of all actions at once, and from the second action on takes roles that do not match for conditions.
    "--skip-batching",
  ]);
  return suites.flatMap(({ file, testCases = [] }) =>
    testCases
      .flatMap(({ principals }) => principals)
      .flatMap(({ resources }) => resources)
      .flatMap(({ actions }) => actions)
      .flatMap(({ details: { error, engineTraceBatch: trace } }) => {
        if (error !== undefined) throw suiteError(compilation, file, error);
        return trace === undefined ? [] : { path: file, trace };
      }),
  );
}

const EXIT_OK = 0;
const EXIT_COMPILE_ERROR = 3;
const EXIT_TESTS_FAILED = 4;

async function compile(
  compilation: Compilation,
  options: readonly string[],
): Promise<readonly SuiteReport[]> {
  const { exitCode, stdout, stderr } = await run(compilation, [
    "--strict-evaluation",
    "--output=json",
    ...options,
  ]);
  if (exitCode === EXIT_COMPILE_ERROR) {
    const said = await run(compilation, ["--skip-tests", "--no-color"]);
    throw new PolicyError(
      compilation.named,
      `It does not compile.\n${said.stdout.trim()}`,
    );
  }
  if (exitCode !== EXIT_OK && exitCode !== EXIT_TESTS_FAILED) {
    throw new PdpUnavailableError(
      `The compiler ended with ${exitCode ?? "a signal"}: ${stderr.trim()}`,
    );
  }
  const { suites = [] } = JSON.parse(stdout) as Report;
  for (const { file, error } of suites) {
    if (error !== undefined) throw suiteError(compilation, file, error);
  }
  return suites;
}

function suiteError(
  { named }: Compilation,
  file: string,
  error: string,
): PolicyError {
  return new PolicyError(
    join(named, file),
    `The suite cannot be run: ${error.trim()}.`,
  );
}

interface Ended {
  /** None where a signal ended it. */
  readonly exitCode: number | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

function run(
  { folder, signal }: Compilation,
  options: readonly string[],
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    execFile(
      pdpBinary(),
      ["compile", ...options, folder],
      { maxBuffer: Infinity, signal, env: environment() },
      (error, stdout, stderr) => {
        const exitCode = error === null ? EXIT_OK : error.code;
        if (typeof exitCode !== "string") {
          resolve({ exitCode, stdout, stderr });
          return;
        }
        // A name, such as ENOENT, where it did not run.
        reject(
          new PdpUnavailableError(
            `The compiler could not be run: ${error?.message ?? exitCode}`,
            { cause: error },
          ),
        );
      },
    );
  });
}
