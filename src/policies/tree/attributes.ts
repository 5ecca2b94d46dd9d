import { basename } from "node:path";
import { ITEM } from "../cel/path.ts";
import type { AttributeRead } from "../cel/trace.ts";
import { type Declaration, declarationOf } from "../schema/declaration.ts";
import {
  isBroken,
  type PolicyTree,
  type ResourcePolicy,
} from "./policy-tree.ts";

/** An attribute that is read for a kind, with its declaration in the schema. */
export interface DeclaredRead {
  /** The attribute as people write it, such as `R.attr.project`. */
  readonly text: string;
  /** The schema's file name. */
  readonly schema: string;
  readonly declaration: Declaration;
}

/** Undefined if the policy has no schema for it, or a schema cannot be read, because its schema may refer to that. */
export function declaredRead(
  tree: PolicyTree,
  policy: ResourcePolicy,
  { of, path }: AttributeRead,
): DeclaredRead | undefined {
  if (isBroken(tree, "schema")) return undefined;
  const { schemas } = tree;
  const reference =
    of === "resource" ? policy.resourceSchema : policy.principalSchema;
  const schema = reference && schemas.named(reference.name);
  if (schema === undefined) return undefined;
  const declaration = declarationOf(schema, path);
  const root = of === "resource" ? "R" : "P";
  return {
    text: [root, "attr", ...path].join(".").replaceAll(`.${ITEM}`, ITEM),
    schema: basename(schema.file),
    declaration:
      declaration === "required" && reference?.ignored === true
        ? "optional"
        : declaration,
  };
}
