/** A value of a YAML or JSON file, with its line and the way it is written. */
export type YamlNode = YamlScalar | YamlList | YamlMapping;

export interface YamlScalar {
  readonly kind: "scalar";
  readonly line: number;
  readonly text: string;
  /** Whether it is written without quotes, so that its text decides on its type. */
  readonly plain: boolean;
}

export interface YamlList {
  readonly kind: "list";
  readonly line: number;
  readonly items: readonly YamlNode[];
}

export interface YamlMapping {
  readonly kind: "mapping";
  readonly line: number;
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

/** The entries of a mapping; none for anything else. */
export function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === "mapping" ? node.entries : [];
}

/** The items of a list; none for anything else. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === "list" ? node.items : [];
}

/** The value of a key, where the node is a mapping that has it. */
export function valueOf(
  node: YamlNode | undefined,
  key: string,
): YamlNode | undefined {
  return entriesOf(node).find((entry) => entry.key.text === key)?.value;
}

/** The text of a scalar. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" ? node.text : undefined;
}

/** Whether there is nothing: `key:`, `~` and `null`. */
export function isNothing(node: YamlNode): boolean {
  return (
    node.kind === "scalar" && node.plain && /^(?:|~|null)$/i.test(node.text)
  );
}
