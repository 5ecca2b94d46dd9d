import { join } from "node:path";
import { PolicyError } from "../../policy-error.ts";
import {
  messageOf,
  type PolicyFile,
  readPolicyFiles,
} from "../../policy-files.ts";
import type { Name } from "./scope.ts";
import type { YamlNode } from "../yaml/node.ts";
import { readYaml } from "../yaml/read.ts";
import type { PolicyTree, Suite, YamlDocument } from "./policy-tree.ts";
import { type Policies, readPolicy } from "./read-policy.ts";
import { kindsIn, readSuite } from "./read-suite.ts";
import { type SchemaPart, Schemas } from "./schemas.ts";

/** @throws {PolicyError} where the folder or a file cannot be read, where a file is no YAML, or a schema no JSON */
export async function readPolicyTree(folder: string): Promise<PolicyTree> {
  const documents: YamlDocument[] = [];
  const schemas: SchemaPart[] = [];
  const suites: Suite[] = [];
  const kindsOfFixtures: Name[] = [];
  const policies: Policies = {
    policies: [],
    roleSets: [],
    exportedVariables: [],
    exportedConstants: [],
    problems: [],
  };
  for (const { path: file, role, text } of await readPolicyFiles(folder)) {
    const roots = parse(join(folder, file), role, text);
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
      if (role === "suite") suites.push(readSuite(file, root));
    }
  }
  const rest = { suites, kindsOfFixtures, schemas: new Schemas(schemas) };
  return { documents, ...policies, ...rest };
}

function parse(
  file: string,
  role: PolicyFile["role"],
  text: string,
): readonly YamlNode[] {
  try {
    if (role === "schema") JSON.parse(text);
    return readYaml(text);
  } catch (cause) {
    const problem = `It cannot be read: ${messageOf(cause)}.`;
    throw new PolicyError(file, problem, { cause });
  }
}
