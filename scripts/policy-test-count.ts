import { posix } from "node:path";
import { load } from "js-yaml";
import { packagePath } from "../src/util/package-root.ts";
import { readPolicyFiles } from "../src/policies/policy-files.ts";

/** As much of a suite, or of fixtures, as says how many tests there are. */
interface SuiteDocument {
  readonly principalGroups?: Groups<"principals">;
  readonly resourceGroups?: Groups<"resources">;
  readonly tests?: readonly { readonly input: Input }[];
}

type Groups<Members extends string> = Readonly<
  Record<string, Readonly<Record<Members, readonly string[]>>>
>;

interface Input {
  readonly principals?: readonly string[];
  readonly principalGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceGroups?: readonly string[];
  readonly actions: readonly string[];
}

/**
 * How many tests the suites of the policies hold: each principal of a test with each resource and each action. It is counted from
 * the files, for the compiler says only what it ran.
 */
export async function countPolicyTests(): Promise<number> {
  const files = await readPolicyFiles(packagePath("policies"));
  const documents = files
    .filter(({ role }) => role === "suite" || role === "fixtures")
    .map(({ path, role, text }) => {
      const document = load(text, { maxAliases: Infinity }) as SuiteDocument;
      return { path, role, document };
    });
  return documents
    .filter(({ role }) => role === "suite")
    .reduce((total, { path, document }) => {
      const folder = posix.join(posix.dirname(path), "testdata");
      const beside = documents.filter(
        (each) => posix.dirname(each.path) === folder,
      );
      const sources = [document, ...beside.map((each) => each.document)];
      const inputs = document.tests?.map(({ input }) => input) ?? [];
      return inputs.reduce((sum, input) => sum + sizeOf(input, sources), total);
    }, 0);
}

function sizeOf(input: Input, sources: readonly SuiteDocument[]): number {
  const principals = new Set([
    ...(input.principals ?? []),
    ...(input.principalGroups ?? []).flatMap((group) => {
      const source = sources.find((each) => each.principalGroups?.[group]);
      return source?.principalGroups?.[group]?.principals ?? [];
    }),
  ]);
  const resources = new Set([
    ...(input.resources ?? []),
    ...(input.resourceGroups ?? []).flatMap((group) => {
      const source = sources.find((each) => each.resourceGroups?.[group]);
      return source?.resourceGroups?.[group]?.resources ?? [];
    }),
  ]);
  return principals.size * resources.size * input.actions.length;
}
