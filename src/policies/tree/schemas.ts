import { basename } from "node:path";
import type { Position } from "./position.ts";
import {
  entriesOf,
  itemsOf,
  textOf,
  valueOf,
  type YamlNode,
} from "./yaml/node.ts";

/** A schema, or a part of one. */
export interface SchemaPart {
  /** Relative to the policy folder. */
  readonly file: string;
  /** The keys that lead to it; none for a whole file. */
  readonly pointer: readonly string[];
  readonly node: YamlNode;
}

/** A whole schema file. */
export interface SchemaFile extends SchemaPart {
  /** What it says, as JSON. */
  readonly value: unknown;
}

/** A `$ref`. */
export interface SchemaLink extends Position {
  readonly ref: string;
  /** Nothing where there is no such file or no such part. */
  readonly target: SchemaPart | undefined;
}

/** Where JSON Schema keeps what is only there to be referred to. */
const SHELVES = ["$defs", "definitions"];

/** The schema files of a policy folder, and what they refer to. */
export class Schemas {
  readonly files: readonly SchemaFile[];
  readonly #byName: ReadonlyMap<string, SchemaPart>;

  constructor(files: readonly SchemaFile[]) {
    this.files = files;
    this.#byName = new Map(files.map((each) => [basename(each.file), each]));
  }

  /** The schema that a policy names, such as `cerbos:///flag.json`. */
  named(ref: string): SchemaPart | undefined {
    const [, name] = /^cerbos:\/\/\/([^#]+)$/.exec(ref) ?? [];
    return name === undefined ? undefined : this.#byName.get(name);
  }

  /** What a `$ref` in a schema file leads to, such as `definitions.json#/$defs/id`. */
  resolve(from: SchemaPart, ref: string): SchemaPart | undefined {
    const [file = "", fragment = ""] = ref
      .replace(/^cerbos:\/\/\//, "")
      .split("#");
    const whole = this.#byName.get(file === "" ? basename(from.file) : file);
    if (whole === undefined || !/^(?:$|\/)/.test(fragment)) return undefined;
    const pointer = fragment.split("/").slice(1).map(unescape);
    let node: YamlNode | undefined = whole.node;
    for (const key of pointer) node = valueOf(node, key);
    return node && { file: whole.file, pointer, node };
  }

  /** The references in a part, but not those in what is only there to be referred to. */
  links(part: SchemaPart): readonly SchemaLink[] {
    const { file, node } = part;
    const own = textOf(valueOf(node, "$ref"));
    const below = [
      ...entriesOf(node)
        .filter(({ key }) => !SHELVES.includes(key.text))
        .map(({ value }) => value),
      ...itemsOf(node),
    ].flatMap((each) => this.links({ ...part, node: each }));
    if (own === undefined) return below;
    const line = valueOf(node, "$ref")?.line ?? node.line;
    return [
      { file, line, ref: own, target: this.resolve(part, own) },
      ...below,
    ];
  }

  /** The parts of a file that are only there to be referred to. */
  shelved({ file, node }: SchemaPart): readonly (SchemaPart & Position)[] {
    return SHELVES.flatMap((shelf) =>
      entriesOf(valueOf(node, shelf)).map(({ key, value }) => {
        const pointer = [shelf, key.text];
        return { file, line: key.line, pointer, node: value };
      }),
    );
  }
}

/** As JSON Pointer and URIs write a key. */
function unescape(key: string): string {
  const text = key.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
