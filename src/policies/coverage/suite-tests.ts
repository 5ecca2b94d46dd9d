import type { PolicyFile } from "../policy-files.ts";
import type { Suite, SuiteTest } from "../tree/policy-tree.ts";
import { isObject } from "../../util/is-object.ts";
import { type Cells, sample, sizeOf } from "./samples.ts";

/** A test as the compiler lists it: by the names of fixtures, without groups. */
export interface ListedTest extends Cells {
  /** The path of the suite's file. */
  readonly path: string;
  readonly name: string;
}

/** A test that is not skipped, with what its suite's file says. */
export interface WrittenTest extends ListedTest {
  readonly suite: Suite;
  readonly test: SuiteTest;
}

/** What the compiler lists, as these suites have it. */
export function writtenTests(
  suites: readonly Suite[],
  listed: readonly ListedTest[],
): readonly WrittenTest[] {
  return suites.flatMap((suite) =>
    listed
      .filter(({ path }) => path === suite.file)
      .flatMap((each) => {
        // Two tests of one name are an error to the compiler.
        const test = suite.tests.find(({ name }) => name === each.name);
        return test === undefined || test.isSkipped
          ? []
          : { ...each, suite, test };
      }),
  );
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
    // JSON is YAML, and leaves nothing to guess.
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
    // Their members are named one by one.
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
        // If the action is allowed, this is what fails.
        outputs: actions.map((action) => ({
          action,
          expected: [{ src: "no rule", val: true }],
        })),
      },
    ],
  };
}
