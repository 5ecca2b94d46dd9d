import { basename } from "node:path";
import type { Position } from "../tree/position.ts";
import { textOf, type YamlNode } from "../tree/yaml/node.ts";
import { Schema } from "./schema.ts";

/** A file in `_schemas`. */
export interface SchemaFile {
  /** Relative to the policy folder. */
  readonly file: string;
  readonly node: YamlNode;
  /** The schema as JSON. */
  readonly value: unknown;
}

/** A `$ref`. */
export interface SchemaLink extends Position {
  readonly ref: string;
  /** Undefined if there is no such file or part. */
  readonly target: Schema | undefined;
}

/** The keywords whose schemas are used only through references. */
const SHELVES = ["$defs", "definitions"];

/** The schema files of a policy folder. */
export class Schemas {
  readonly files: readonly SchemaFile[];
  readonly #byName = new Map<string, Schema>();

  constructor(files: readonly SchemaFile[]) {
    this.files = files;
    for (const { file, node } of files) {
      const place = { file, line: 1, pointer: [] };
      const schema = new Schema(place, node, this.#byName);
      this.#byName.set(basename(file), schema);
    }
  }

  /** The schema of each file. */
  get all(): readonly Schema[] {
    return [...this.#byName.values()];
  }

  /** The schema that a policy names, such as `cerbos:///flag.json`. */
  named(ref: string): Schema | undefined {
    const [, name] = /^cerbos:\/\/\/([^#]+)$/.exec(ref) ?? [];
    return name === undefined ? undefined : this.#byName.get(name);
  }
}

/** The references in a schema, without those in `$defs` and `definitions`. */
export function linksIn(schema: Schema): readonly SchemaLink[] {
  const { file, target } = schema;
  const link = schema.value("$ref");
  const ref = textOf(link);
  const below = [...schema.parts]
    .filter(([key]) => !SHELVES.includes(key))
    .flatMap(([, part]) => linksIn(part));
  return link === undefined || ref === undefined
    ? below
    : [{ file, line: link.line, ref, target }, ...below];
}

/** The schemas in the `$defs` and `definitions` of a file. */
export function shelvedIn(schema: Schema): readonly Schema[] {
  return SHELVES.flatMap((shelf) => [...schema.schemasByName(shelf).values()]);
}
