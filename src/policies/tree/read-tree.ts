import { YAMLException } from "js-yaml";
import { posix } from "node:path";
import { messageOf, readPolicyFiles } from "../policy-files.ts";
import { countBreaks } from "../../directory/read/yaml/sections.ts";
import type { Problem } from "./position.ts";
import type { Name } from "./scope.ts";
import type { YamlNode } from "./yaml/node.ts";
import { readYaml } from "./yaml/read.ts";
import type { BrokenFile, PolicyTree, YamlDocument } from "./policy-tree.ts";
import { type Policies, readPolicy } from "./read-policy.ts";
import { kindsIn, readSuite } from "./read-suite.ts";
import { type SchemaPart, Schemas } from "./schemas.ts";

/**
 * Whatever of a folder can be read; of a file that is no YAML, and of a schema that is no JSON, the tree keeps the problem.
 *
 * @throws {PolicyError} where the folder or a file cannot be opened
 */
export async function readPolicyTree(folder: string): Promise<PolicyTree> {
  const documents: YamlDocument[] = [];
  const schemas: SchemaPart[] = [];
  const suites: YamlDocument[] = [];
  const fixtures = new Map<string, YamlNode[]>();
  const kindsOfFixtures: Name[] = [];
  const broken: BrokenFile[] = [];
  const policies: Policies = {
    policies: [],
    roleSets: [],
    exportedVariables: [],
    exportedConstants: [],
    problems: [],
  };
  for (const { path: file, role, text } of await readPolicyFiles(folder)) {
    const roots = parse(file, role === "schema", text);
    if ("message" in roots) {
      policies.problems.push(roots);
      broken.push({ file, role });
      continue;
    }
    if (role === "policy" && roots.length !== 1) {
      policies.problems.push({
        file,
        line: roots[1]?.line ?? 1,
        message: `The file holds ${roots.length === 0 ? "nothing" : "several documents"}. Write one policy in it, or remove it.`,
      });
    }
    for (const root of roots) {
      if (role === "schema") {
        schemas.push({ file, pointer: [], node: root });
        continue;
      }
      documents.push({ file, root });
      if (role === "policy") readPolicy(file, root, policies);
      else kindsOfFixtures.push(...kindsIn(file, root));
      if (role === "suite") suites.push({ file, root });
      if (role === "fixtures") {
        const beside = fixtures.get(posix.dirname(file)) ?? [];
        fixtures.set(posix.dirname(file), [...beside, root]);
      }
    }
  }
  return {
    documents,
    ...policies,
    broken,
    kindsOfFixtures,
    suites: suites.map(({ file, root }) => {
      const beside =
        fixtures.get(posix.join(posix.dirname(file), "testdata")) ?? [];
      return readSuite(file, root, beside);
    }),
    schemas: new Schemas(schemas),
  };
}

/** The documents of a file, or why there are none. */
function parse(
  file: string,
  isJson: boolean,
  text: string,
): readonly YamlNode[] | Problem {
  try {
    if (isJson) JSON.parse(text);
    return readYaml(text);
  } catch (error) {
    const message = `The file cannot be read, so it is not checked: ${messageOf(error)}. Correct it first.`;
    return { file, line: lineOf(error, text), message };
  }
}

/** The line of a syntax error, where it is told: by js-yaml, or as an offset in what JSON.parse says. */
function lineOf(error: unknown, text: string): number {
  if (error instanceof YAMLException) return (error.mark?.line ?? 0) + 1;
  const [, offset] = /at position (\d+)/.exec(messageOf(error)) ?? [];
  return 1 + countBreaks(text, 0, Number(offset ?? 0));
}
