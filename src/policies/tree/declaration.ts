import { ITEM, type Path } from "../cel/path.ts";
import {
  entriesOf,
  itemsOf,
  textOf,
  valueOf,
  type YamlNode,
} from "./yaml/node.ts";
import type { SchemaPart, Schemas } from "./schemas.ts";

/** What a schema says of an attribute: always there, perhaps there, or nothing. */
export type Declaration = "required" | "optional" | undefined;

/** A path that is longer is declared by nothing. */
const LONGEST_PATH = 200;

/** How a schema declares what a path leads to; required only where all that leads to it is. */
export function declarationOf(
  schemas: Schemas,
  schema: SchemaPart,
  path: Path,
): Declaration {
  if (path.length > LONGEST_PATH) return undefined;
  return declared(schemas, schema, path, new Map());
}

/** What is known already, by the part and the length of the path from there. */
type Known = Map<YamlNode, Map<number, Declaration>>;

function declared(
  schemas: Schemas,
  schema: SchemaPart,
  path: Path,
  known: Known,
): Declaration {
  const before = known.get(schema.node) ?? new Map<number, Declaration>();
  if (before.has(path.length)) return before.get(path.length);
  const declaration = declare(schemas, schema, path, known);
  known.set(schema.node, before.set(path.length, declaration));
  return declaration;
}

function declare(
  schemas: Schemas,
  schema: SchemaPart,
  [name, ...rest]: Path,
  known: Known,
): Declaration {
  if (name === undefined) return "required";
  const views = viewsOf(schemas, schema);
  const required = views.some(
    ({ part, certain }) => certain && requires(part.node, name),
  );
  const found = views.flatMap(({ part, certain }) =>
    below(part, name).map((each) => ({
      certain,
      declaration: declared(schemas, each, rest, known),
      isWhole: rest.length === 0 || rest[0] === ITEM || isObject(schemas, each),
    })),
  );
  if (found.every(({ declaration }) => declaration === undefined)) {
    return undefined;
  }
  const always = found.some(
    ({ certain, declaration, isWhole }) =>
      certain && isWhole && declaration === "required",
  );
  return required && always ? "required" : "optional";
}

/** A schema that holds too: for every value, or only for some. */
interface View {
  readonly part: SchemaPart;
  readonly certain: boolean;
}

/** The schema and those that it refers to or is composed of, each once for every value and once for some. */
function viewsOf(schemas: Schemas, part: SchemaPart): readonly View[] {
  const views: View[] = [];
  const seen = { certain: new Set<YamlNode>(), possible: new Set<YamlNode>() };
  const add = (part: SchemaPart, certain: boolean): void => {
    const nodes = certain ? seen.certain : seen.possible;
    if (nodes.has(part.node)) return;
    nodes.add(part.node);
    views.push({ part, certain });
  };
  add(part, true);
  // What is added on the way is visited too.
  for (const { part, certain } of views) {
    const { node } = part;
    const ref = textOf(valueOf(node, "$ref"));
    const target = ref === undefined ? undefined : schemas.resolve(part, ref);
    if (target !== undefined) add(target, certain);
    for (const each of partsIn(part, "allOf")) add(each, certain);
    for (const key of ["anyOf", "oneOf"]) {
      for (const each of partsIn(part, key)) add(each, false);
    }
    for (const key of ["then", "else"]) {
      const value = valueOf(node, key);
      if (value !== undefined) add({ ...part, node: value }, false);
    }
  }
  return views;
}

function partsIn(part: SchemaPart, key: string): readonly SchemaPart[] {
  return itemsOf(valueOf(part.node, key)).map((node) => ({ ...part, node }));
}

function requires(node: YamlNode, name: string): boolean {
  return (
    name === ITEM ||
    itemsOf(valueOf(node, "required")).some((each) => textOf(each) === name)
  );
}

/** Whether nothing but a mapping can stand there. */
function isObject(schemas: Schemas, part: SchemaPart): boolean {
  return viewsOf(schemas, part).some(
    ({ part: { node }, certain }) =>
      certain && textOf(valueOf(node, "type")) === "object",
  );
}

/** The schemas of a property, or of the items of a list. */
function below(part: SchemaPart, name: string): readonly SchemaPart[] {
  const { node } = part;
  const own = [
    name === ITEM
      ? valueOf(node, "items")
      : valueOf(valueOf(node, "properties"), name),
    ...entriesOf(valueOf(node, "patternProperties"))
      .filter(({ key }) => matches(key.text, name))
      .map(({ value }) => value),
  ].filter((each) => each !== undefined);
  const additional = valueOf(node, "additionalProperties");
  const found =
    own.length === 0 && additional?.kind === "mapping" ? [additional] : own;
  return found
    .filter((each) => textOf(each) !== "false")
    .map((each) => ({ ...part, node: each }));
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    return false;
  }
}
