import { ITEM, type Path } from "../cel/path.ts";
import type { YamlNode } from "../tree/yaml/node.ts";
import { type Clause, clausesOf } from "./composition.ts";
import { type Part, partsAt } from "./parts.ts";
import type { Schema } from "./schema.ts";

/** How a schema declares an attribute: required, optional, or not at all. */
export type Declaration = "required" | "optional" | undefined;

/** Longer paths count as not declared. */
const LONGEST_PATH = 200;

/**
 * How a schema declares the attribute at a path. It is required only if every part of the path is.
 *
 * In doubt it is optional, for example if only one of several alternatives requires it, or if the value around it need not be a mapping
 * or a list.
 */
export function declarationOf(schema: Schema, path: Path): Declaration {
  if (path.length > LONGEST_PATH) return undefined;
  // Attributes are a mapping, whether or not their schema says so.
  return declare(schema, path, new Map(), "object");
}

/** The declarations that are known already, by schema and by the length of the path that is left. */
type Known = Map<YamlNode, Map<number, Declaration>>;

function declared(schema: Schema, path: Path, known: Known): Declaration {
  const before = known.get(schema.node) ?? new Map<number, Declaration>();
  if (before.has(path.length)) return before.get(path.length);
  const declaration = declare(schema, path, known);
  known.set(schema.node, before.set(path.length, declaration));
  return declaration;
}

/** @param type what the value is known to be; if it is left out, the schema tells */
function declare(
  schema: Schema,
  [name, ...rest]: Path,
  known: Known,
  type?: Part["of"],
): Declaration {
  if (name === undefined) return "required";
  const clauses = clausesOf(schema);
  const sure = clauses.filter(({ always }) => always);
  const only = type ?? onlyTypeOf(sure);
  const isRequired =
    name === ITEM ||
    sure.some((each) => each.schema.texts("required").includes(name));
  let declaration: Declaration;
  for (const clause of clauses) {
    for (const part of partsAt(clause.schema, name)) {
      const below = declared(part.schema, rest, known);
      if (below === undefined) continue;
      const isSure = clause.always && part.always && part.of === only;
      if (isSure && isRequired && below === "required") return "required";
      declaration = "optional";
    }
  }
  return declaration;
}

/** The one type that all values have. */
function onlyTypeOf(sure: readonly Clause[]): string | undefined {
  return sure
    .filter(({ schema }) => schema.typeNames.length === 1)
    .flatMap(({ schema }) => schema.typeNames)[0];
}
