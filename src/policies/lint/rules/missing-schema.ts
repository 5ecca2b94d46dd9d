import { quote } from "../../../util/quote.ts";
import type { LintRule } from "../lint-rule.ts";
import { problemAt } from "../../tree/position.ts";
import { isBroken } from "../../tree/policy-tree.ts";
import { linksIn, shelvedIn } from "../../schema/schemas.ts";

/** Without a schema, the PDP accepts any attributes in a request. */
export const missingSchema: LintRule = {
  meta: {
    name: "missing-schema",
    category: "completeness",
    forbids: "a kind without an attribute schema",
    why: "the PDP would accept any attributes, or none",
  },
  *find(tree) {
    const { policies, schemas } = tree;
    const mayBeBroken = isBroken(tree, "schema");
    for (const { kind, principalSchema, resourceSchema } of policies) {
      const references = { principalSchema, resourceSchema };
      for (const [key, reference] of Object.entries(references)) {
        if (reference === undefined) {
          yield problemAt(
            kind,
            `The policy has no ${key}, so requests may have any attributes. Name one under schemas, such as cerbos:///${key === "principalSchema" ? "principal" : kind.name}.json.`,
          );
        } else if (
          schemas.named(reference.name) === undefined &&
          !mayBeBroken
        ) {
          yield problemAt(
            reference,
            `There is no schema ${quote(reference.name)}. Write it in _schemas, or correct the name.`,
          );
        }
      }
    }
    for (const schema of schemas.all) {
      for (const part of [schema, ...shelvedIn(schema)]) {
        for (const link of linksIn(part)) {
          if (link.target !== undefined || mayBeBroken) continue;
          yield problemAt(
            link,
            `There is no schema ${quote(link.ref)}. Write it, or correct the reference.`,
          );
        }
      }
    }
  },
};
