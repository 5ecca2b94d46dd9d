import { basename } from "node:path";
import type { Position } from "../tree/position.ts";
import {
  entriesOf,
  itemsOf,
  textOf,
  valueOf,
  type YamlNode,
} from "../tree/yaml/node.ts";

/** A JSON Schema, or a schema inside it. It gives the values of keywords. */
export class Schema implements Position {
  readonly file: string;
  readonly line: number;
  /** The keys that lead to it. Empty for a whole file. */
  readonly pointer: readonly string[];
  /** The node of the file. The same schema always has the same node. */
  readonly node: YamlNode;
  readonly #files: ReadonlyMap<string, Schema>;

  /** @param files the schemas that a reference may lead to, by the names of their files */
  constructor(
    { file, line, pointer }: Pick<Schema, "file" | "line" | "pointer">,
    node: YamlNode,
    files: ReadonlyMap<string, Schema>,
  ) {
    this.file = file;
    this.line = line;
    this.pointer = pointer;
    this.node = node;
    this.#files = files;
  }

  /** The target of its `$ref`. Undefined if there is no such file or part. */
  get target(): Schema | undefined {
    const ref = this.text("$ref")?.replace(/^cerbos:\/\/\//, "");
    if (ref === undefined) return undefined;
    const [name = "", fragment = ""] = ref.split("#");
    const file = this.#files.get(name === "" ? basename(this.file) : name);
    if (file === undefined || !/^(?:$|\/)/.test(fragment)) return undefined;
    let target: Schema | undefined = file;
    for (const key of fragment.split("/").slice(1)) {
      target = target?.parts.get(unescape(key));
    }
    return target;
  }

  /** Whether it is the schema `false`, which refuses every value. */
  get isFalse(): boolean {
    return textOf(this.node) === "false";
  }

  /** The names in `type`. Empty if there is none. */
  get typeNames(): readonly string[] {
    const name = this.text("type");
    return name === undefined ? this.texts("type") : [name];
  }

  /** Everything in it, by key, or by index in a list. */
  get parts(): ReadonlyMap<string, Schema> {
    const entries = [
      ...entriesOf(this.node).map(
        ({ key, value }) => [key.text, key.line, value] as const,
      ),
      ...itemsOf(this.node).map(
        (item, index) => [String(index), item.line, item] as const,
      ),
    ];
    return new Map(
      entries.map(([key, line, node]) => [key, this.#part(key, line, node)]),
    );
  }

  has(keyword: string): boolean {
    return this.value(keyword) !== undefined;
  }

  value(keyword: string): YamlNode | undefined {
    return valueOf(this.node, keyword);
  }

  text(keyword: string): string | undefined {
    return textOf(this.value(keyword));
  }

  texts(keyword: string): readonly string[] {
    return itemsOf(this.value(keyword)).flatMap((each) => textOf(each) ?? []);
  }

  /** The schema of a keyword such as `items`. */
  schema(keyword: string): Schema | undefined {
    const node = this.value(keyword);
    return node && this.#part(keyword, node.line, node);
  }

  /** The schemas of a keyword such as `allOf`. */
  schemas(keyword: string): readonly Schema[] {
    const list = this.schema(keyword);
    return list?.node.kind === "list" ? [...list.parts.values()] : [];
  }

  /** The schemas of a keyword such as `properties`, by their names. */
  schemasByName(keyword: string): ReadonlyMap<string, Schema> {
    const mapping = this.schema(keyword);
    return mapping?.node.kind === "mapping" ? mapping.parts : new Map();
  }

  #part(key: string, line: number, node: YamlNode): Schema {
    const { file, pointer } = this;
    return new Schema(
      { file, line, pointer: [...pointer, key] },
      node,
      this.#files,
    );
  }
}

/** Decodes a key of a JSON Pointer in a URI. */
function unescape(key: string): string {
  const text = key.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
