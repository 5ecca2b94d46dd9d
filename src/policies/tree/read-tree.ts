import { YAMLException } from "js-yaml";
import { posix } from "node:path";
import { countBreaks } from "../../util/line-breaks.ts";
import { firstLineOf } from "../../util/message.ts";
import { type PolicyFile, readPolicyFiles } from "../policy-files.ts";
import { problemAt } from "./position.ts";
import type { Name } from "./scope.ts";
import type { YamlNode } from "./yaml/node.ts";
import { readYaml, type YamlDocument } from "./yaml/read.ts";
import type { BrokenFile, PolicyDocument, PolicyTree } from "./policy-tree.ts";
import { type Policies, readPolicy } from "./read-policy.ts";
import { kindsIn, readSuite } from "./read-suite.ts";
import { type SchemaFile, Schemas } from "../schema/schemas.ts";

/**
 * Reads a policy folder once. For a file that cannot be read, the tree keeps the reason.
 *
 * @throws {PolicyError} if the folder or a file cannot be opened
 */
export async function readPolicyTree(folder: string): Promise<PolicyTree> {
  return toPolicyTree(await readPolicyFiles(folder));
}

/** Makes the tree from files that have been opened already. */
export function toPolicyTree(files: readonly PolicyFile[]): PolicyTree {
  const documents: PolicyDocument[] = [];
  const schemas: SchemaFile[] = [];
  const suites: PolicyDocument[] = [];
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
  for (const file of files) {
    const { path, role } = file;
    const found = parse(file);
    if ("reason" in found) {
      broken.push(found);
      policies.problems.push(problemAt(found, found.message));
      continue;
    }
    for (const document of found) {
      const { root, value } = document;
      if (role === "schema") {
        schemas.push({ file: path, node: root, value });
        continue;
      }
      documents.push({ file: path, ...document });
      if (role === "policy") readPolicy(path, root, policies);
      else kindsOfFixtures.push(...kindsIn(path, root));
      if (role === "suite") suites.push({ file: path, ...document });
      if (role === "fixtures") {
        const beside = fixtures.get(posix.dirname(path)) ?? [];
        fixtures.set(posix.dirname(path), [...beside, root]);
      }
    }
  }
  return {
    documents,
    ...policies,
    broken,
    kindsOfFixtures,
    suites: suites.map(({ file, ...document }) => {
      const beside =
        fixtures.get(posix.join(posix.dirname(file), "testdata")) ?? [];
      return readSuite(file, document, beside);
    }),
    schemas: new Schemas(schemas),
  };
}

/** The documents of a file, or why it cannot be read. */
function parse({
  path: file,
  role,
  text,
}: PolicyFile): readonly YamlDocument[] | BrokenFile {
  let documents: readonly YamlDocument[];
  try {
    documents = role === "schema" ? readJson(text) : readYaml(text);
  } catch (error) {
    const line = lineOf(error, text);
    const reason = firstLineOf(error);
    const message = `The file cannot be read, so it is not checked: ${reason}. Correct it first.`;
    return { file, line, role, reason, message };
  }
  if (role !== "policy" || documents.length === 1) return documents;
  const [, second] = documents;
  const line = second?.root.line ?? 1;
  const holds = `holds ${second === undefined ? "nothing" : "several documents"}`;
  const message = `The file ${holds}. Write one policy in it, or remove it.`;
  return { file, line, role, reason: `it ${holds}`, message };
}

/** Reads JSON. The YAML reader gives lines, but accepts more than JSON, so the text is parsed as JSON too. */
function readJson(text: string): readonly YamlDocument[] {
  const value: unknown = JSON.parse(text);
  return readYaml(text).map(({ root }) => ({ root, value }));
}

/** The line of a syntax error, from js-yaml or from the offset in a message of JSON.parse; else 1. */
function lineOf(error: unknown, text: string): number {
  if (error instanceof YAMLException) return (error.mark?.line ?? 0) + 1;
  const [, offset] = /at position (\d+)/.exec(firstLineOf(error)) ?? [];
  return 1 + countBreaks(text, 0, Number(offset ?? 0));
}
