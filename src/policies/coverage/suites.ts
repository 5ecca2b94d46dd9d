import type { PolicyFile } from "../policy-files.ts";
import { type Cells, sample, sizeOf } from "./samples.ts";
import {
  readSuiteDocument,
  type SuiteDocument,
  type TestDocument,
} from "./suite-document.ts";

/** A test as the compiler lists it: by the names of fixtures, without groups. */
export interface ListedTest extends Cells {
  /** The path of the suite's file. */
  readonly path: string;
  readonly name: string;
}

/** A test that is not skipped, with what its suite's file says. */
export interface SuiteTest extends ListedTest {
  readonly file: PolicyFile;
  readonly suite: SuiteDocument;
  readonly test: TestDocument;
}

/**
 * What the compiler lists, as the suites of these files have it.
 *
 * @throws {PolicyError} where a suite is written so that Cerbos may read it in another way
 */
export function suiteTests(
  files: readonly PolicyFile[],
  listed: readonly ListedTest[],
  folder: string,
): readonly SuiteTest[] {
  return files
    .filter(({ role }) => role === "suite")
    .flatMap((file) => {
      const ofFile = listed.filter(({ path }) => path === file.path);
      if (ofFile.length === 0) return [];
      const suite = readSuiteDocument(file, folder);
      return ofFile.flatMap((each) => {
        // Two tests of one name are an error to the compiler.
        const test = suite.tests.find(({ name }) => name === each.name);
        return test === undefined || test.skip === true
          ? []
          : { ...each, file, suite, test };
      });
    });
}

/**
 * Decisions in a run of the compiler. It keeps all traces, about 7 kB each, until it is done: 40,000 take more than 3 GB of
 * memory, 2,500 take 250 MB.
 */
const LARGEST_BATCH = 2_500;

/**
 * A sample of the tests, as suites in which every test fails and so is traced: they expect what no rule gives. In batches, to
 * be run one by one.
 */
export function failingSuites(
  tests: readonly SuiteTest[],
  index: number,
): readonly (readonly PolicyFile[])[] {
  const batches: SuiteTest[][] = [];
  let room = 0;
  for (const test of tests) {
    for (const cells of sample(test, index)) {
      if (sizeOf(cells) > room) {
        batches.push([]);
        room = LARGEST_BATCH;
      }
      room -= sizeOf(cells);
      batches.at(-1)?.push({ ...test, ...cells });
    }
  }
  return batches.map(toFiles);
}

function toFiles(batch: readonly SuiteTest[]): readonly PolicyFile[] {
  return [...new Set(batch.map(({ file }) => file))].map((file) => {
    const ofFile = batch.filter((each) => each.file === file);
    const suite = { ...ofFile[0]?.suite, tests: ofFile.map(toFailing) };
    // JSON is YAML, and leaves nothing to guess.
    return { ...file, text: JSON.stringify(suite) };
  });
}

function toFailing(
  { test, principals, resources, actions }: SuiteTest,
  index: number,
): object {
  const input = {
    ...test.input,
    ...{ principals, resources, actions },
    // Their members are named one by one.
    ...{ principalGroups: undefined, resourceGroups: undefined },
    ...{ principal_groups: undefined, resource_groups: undefined },
  };
  return {
    ...test,
    name: `${index}: ${test.name}`,
    input,
    expected: [
      {
        principals,
        resources,
        actions: Object.fromEntries(
          actions.map((action) => [action, "EFFECT_ALLOW"]),
        ),
        // Where the action is allowed, this is what fails.
        outputs: actions.map((action) => ({
          action,
          expected: [{ src: "no rule", val: true }],
        })),
      },
    ],
  };
}
