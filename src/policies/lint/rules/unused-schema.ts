import { basename } from "node:path";
import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { isBroken, type PolicyTree } from "../../tree/policy-tree.ts";
import type { SchemaPart } from "../../tree/schemas.ts";

/** A schema file that no policy leads to, or a part of one that is there to be referred to and is not. */
export const unusedSchema: LintRule = {
  meta: {
    name: "unused-schema",
    category: "completeness",
    forbids: "a schema, or a shared part of one, that nothing refers to",
    why: "it looks as if requests were held to it",
  },
  *find(tree) {
    if (isBroken(tree, "policy") || isBroken(tree, "schema")) return;
    const used = reached(tree);
    for (const schema of tree.schemas.files) {
      const { file } = schema;
      const within = used.filter((each) => each.file === file);
      if (within.length === 0) {
        yield problemAt(
          { file, line: 1 },
          `No policy uses the schema ${basename(file)}. Remove it, or name it in a policy.`,
        );
        continue;
      }
      for (const shelved of tree.schemas.shelved(schema)) {
        if (within.some(({ pointer }) => isIn(pointer, shelved.pointer))) {
          continue;
        }
        yield problemAt(
          shelved,
          `Nothing refers to ${quote(shelved.pointer.at(-1))}. Remove it, or refer to it.`,
        );
      }
    }
  },
};

/** The schemas that policies name, and all that these refer to. */
function reached({ policies, schemas }: PolicyTree): readonly SchemaPart[] {
  const parts = new Map<string, SchemaPart>();
  const open = policies
    .flatMap((policy) => [policy.principalSchema, policy.resourceSchema])
    .map((reference) => reference && schemas.named(reference.name));
  for (let part = open.pop(); open.length > 0 || part; part = open.pop()) {
    if (part === undefined) continue;
    const key = JSON.stringify([part.file, part.pointer]);
    if (parts.has(key)) continue;
    parts.set(key, part);
    open.push(...schemas.links(part).map(({ target }) => target));
  }
  return [...parts.values()];
}

function isIn(pointer: readonly string[], of: readonly string[]): boolean {
  return of.every((key, index) => pointer[index] === key);
}
