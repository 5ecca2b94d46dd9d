import { ITEM, type Path } from "../cel/path.ts";
import {
  entriesOf,
  itemsOf,
  textOf,
  valueOf,
  type YamlNode,
} from "../yaml/node.ts";
import type { SchemaPart, Schemas } from "./schemas.ts";

/** What a schema says of an attribute: always there, perhaps there, or nothing. */
export type Declaration = "required" | "optional" | undefined;

/** How a schema declares what a path leads to; required only where all that leads to it is. */
export function declarationOf(
  schemas: Schemas,
  schema: SchemaPart,
  [name, ...rest]: Path,
): Declaration {
  if (name === undefined) return "required";
  const views = viewsOf(schemas, schema);
  const required = views.some(
    ({ part, certain }) => certain && requires(part.node, name),
  );
  const found = views.flatMap(({ part, certain }) =>
    below(part, name).map((each) => ({
      certain,
      declaration: declarationOf(schemas, each, rest),
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

/** The schema and those that it refers to or is composed of. */
function viewsOf(
  schemas: Schemas,
  part: SchemaPart,
  certain = true,
  seen: ReadonlySet<YamlNode> = new Set(),
): readonly View[] {
  const { node } = part;
  if (seen.has(node)) return [];
  const inner = new Set([...seen, node]);
  const ref = textOf(valueOf(node, "$ref"));
  const target = ref === undefined ? undefined : schemas.resolve(part, ref);
  const held = [...(target ? [target] : []), ...partsIn(part, "allOf")];
  const possible = [
    ...["anyOf", "oneOf"].flatMap((key) => partsIn(part, key)),
    ...["then", "else"].flatMap((key) => {
      const value = valueOf(node, key);
      return value ? [{ ...part, node: value }] : [];
    }),
  ];
  return [
    { part, certain },
    ...held.flatMap((each) => viewsOf(schemas, each, certain, inner)),
    ...possible.flatMap((each) => viewsOf(schemas, each, false, inner)),
  ];
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
