import type { PolicyFile } from "../policy-files.ts";
import type { Suite, SuiteTest } from "../tree/policy-tree.ts";
import { isObject } from "../../util/is-object.ts";
import { type Cells, sample, sizeOf } from "./samples.ts";

/** A test as the compiler lists it: with the names of fixtures, and groups resolved. */
export interface ListedTest extends Cells {
  /** The path of the suite's file. */
  readonly path: string;
  readonly name: string;
}

/** A test that is not skipped, with its text in the file of the suite. */
export interface WrittenTest extends ListedTest {
  readonly suite: Suite;
  readonly test: SuiteTest;
}

/** Finds the tests that the compiler lists in the suites. */
export function writtenTests(
  suites: readonly Suite[],
  listed: readonly ListedTest[],
): readonly WrittenTest[] {
  return suites.flatMap((suite) =>
    listed
      .filter(({ path }) => path === suite.file)
      .flatMap((each) => {
        // The compiler refuses two tests of the same name.
        const test = suite.tests.find(({ name }) => name === each.name);
        return test === undefined || test.isSkipped
          ? []
          : { ...each, suite, test };
      }),
  );
}

/**
 * The most decisions in one run of the compiler. It keeps all traces in memory until it ends: 2,500 take 250 MB, and
 * 40,000 take more than 3 GB.
 */
const LARGEST_BATCH = 2_500;

/**
 * A sample of the tests, as suites in which every test fails and so is traced, because they expect an output that no
 * rule gives. In batches for one run of the compiler each.
 */
export function failingSuites(
  tests: readonly WrittenTest[],
  index: number,
): readonly (readonly PolicyFile[])[] {
  const batches: WrittenTest[][] = [];
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

function toFiles(batch: readonly WrittenTest[]): readonly PolicyFile[] {
  return [...new Set(batch.map(({ suite }) => suite))].map((suite) => {
    const tests = batch.filter((each) => each.suite === suite).map(toFailing);
    const { value } = suite.document;
    // JSON is also YAML, and all parsers read it alike.
    const text = JSON.stringify({ ...(isObject(value) ? value : {}), tests });
    return { path: suite.file, role: "suite", text };
  });
}

function toFailing(
  { test, principals, resources, actions }: WrittenTest,
  index: number,
): object {
  const { input: written } = test.value;
  const input = {
    ...(isObject(written) ? written : {}),
    ...{ principals, resources, actions },
    // Groups are replaced by their members.
    ...{ principalGroups: undefined, resourceGroups: undefined },
    ...{ principal_groups: undefined, resource_groups: undefined },
  };
  return {
    ...test.value,
    name: `${index}: ${test.name}`,
    input,
    expected: [
      {
        principals,
        resources,
        actions: Object.fromEntries(
          actions.map((action) => [action, "EFFECT_ALLOW"]),
        ),
        // If the action is allowed, this expectation fails.
        outputs: actions.map((action) => ({
          action,
          expected: [{ src: "no rule", val: true }],
        })),
      },
    ],
  };
}
