import { basename } from "node:path";
import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { isBroken, type PolicyTree } from "../../tree/policy-tree.ts";
import type { YamlNode } from "../../tree/yaml/node.ts";
import type { Schema } from "../../schema/schema.ts";
import { linksIn, shelvedIn } from "../../schema/schemas.ts";

/** A schema file that no policy uses, or a shared part of one that nothing refers to. */
export const unusedSchema: LintRule = {
  meta: {
    name: "unused-schema",
    category: "completeness",
    forbids: "a schema, or a shared part of one, that nothing refers to",
    why: "it looks as if requests were checked by it",
  },
  *find(tree) {
    if (isBroken(tree, "policy") || isBroken(tree, "schema")) return;
    const used = reached(tree);
    for (const schema of tree.schemas.all) {
      const { file } = schema;
      const within = used.filter((each) => each.file === file);
      if (within.length === 0) {
        yield problemAt(
          { file, line: 1 },
          `No policy uses the schema ${basename(file)}. Remove it, or name it in a policy.`,
        );
        continue;
      }
      for (const shelved of shelvedIn(schema)) {
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

/** The schemas that policies name, and all schemas that these refer to. */
function reached({ policies, schemas }: PolicyTree): readonly Schema[] {
  const found = new Map<YamlNode, Schema>();
  const add = (schema: Schema | undefined): void => {
    if (schema !== undefined) found.set(schema.node, schema);
  };
  for (const { principalSchema, resourceSchema } of policies) {
    for (const reference of [principalSchema, resourceSchema]) {
      if (reference !== undefined) add(schemas.named(reference.name));
    }
  }
  // The loop also visits elements that are added meanwhile.
  for (const schema of found.values()) {
    for (const { target } of linksIn(schema)) add(target);
  }
  return [...found.values()];
}

function isIn(pointer: readonly string[], of: readonly string[]): boolean {
  return of.every((key, index) => pointer[index] === key);
}
