/** A value of a YAML or JSON file, with its line and its form in the text. */
export type YamlNode = YamlScalar | YamlList | YamlMapping;

interface YamlValue {
  readonly line: number;
  /** Whether it has a tag for its type, such as `!!str`. */
  readonly isTagged: boolean;
}

export interface YamlScalar extends YamlValue {
  readonly kind: "scalar";
  readonly text: string;
  /** Whether it is written without quotes and without a tag, so that the text decides its type. */
  readonly plain: boolean;
}

export interface YamlList extends YamlValue {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
}

export interface YamlMapping extends YamlValue {
  readonly kind: "mapping";
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

/** The entries of a mapping. Empty for other nodes. */
export function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === "mapping" ? node.entries : [];
}

/** The items of a list. Empty for other nodes. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === "list" ? node.items : [];
}

/** The value of a key, if the node is a mapping with this key. */
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

/** Whether a node is empty: `key:`, `~` or `null`. */
export function isNothing(node: YamlNode): boolean {
  return (
    node.kind === "scalar" && node.plain && /^(?:|~|null)$/i.test(node.text)
  );
}

/** A node and all nodes in it, including keys. Each node is listed once, even if it has aliases. */
export function nodesIn(root: YamlNode): Iterable<YamlNode> {
  const nodes = new Set([root]);
  // The loop also visits elements that are added meanwhile.
  for (const node of nodes) {
    for (const item of itemsOf(node)) nodes.add(item);
    for (const { key, value } of entriesOf(node)) nodes.add(key).add(value);
  }
  return nodes;
}
