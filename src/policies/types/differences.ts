import { tokensOf } from "./tokens.ts";

/**
 * What is new and what is gone in generated types, compared with older ones: one sentence for each kind, action,
 * attribute and refusal code. Empty if only comments differ, or if the older file does not hold generated types.
 */
export function differences(older: string, newer: string): readonly string[] {
  const [before, after] = [outlineOf(older), outlineOf(newer)];
  if (before.kinds.size === 0) return [];
  return [
    ...changes("The kind", before.kinds.keys(), after.kinds.keys()),
    ...[...after.kinds].flatMap(([name, kind]) => {
      const old = before.kinds.get(name);
      return old === undefined ? [] : changesOfKind(name, old, kind);
    }),
    ...changes("The refusal code", before.codes, after.codes),
  ];
}

function changesOfKind(
  name: string,
  old: KindOutline,
  kind: KindOutline,
): readonly string[] {
  const isSame = old.attributes === kind.attributes;
  return [
    ...changes(`${name}: The action`, old.actions, kind.actions),
    ...(isSame ? [] : [`${name}: The attributes differ.`]),
  ];
}

function changes(
  what: string,
  before: Iterable<string>,
  after: Iterable<string>,
): readonly string[] {
  const [old, now] = [new Set(before), new Set(after)];
  return [
    ...[...now]
      .filter((each) => !old.has(each))
      .map((each) => `${what} ${each} is new.`),
    ...[...old]
      .filter((each) => !now.has(each))
      .map((each) => `${what} ${each} is gone.`),
  ];
}

interface Outline {
  readonly kinds: ReadonlyMap<string, KindOutline>;
  readonly codes: readonly string[];
}

interface KindOutline {
  readonly actions: readonly string[];
  /** The text of their type. */
  readonly attributes: string;
}

function outlineOf(types: string): Outline {
  const tokens = tokensOf(types).filter((token) => !token.startsWith("/"));
  const policies = propertiesOf(tokens);
  const kinds = [...propertiesOf(policies.get("kinds"))].map(
    ([name, kind]) => [name, outlineOfKind(kind)] as const,
  );
  return { kinds: new Map(kinds), codes: literalsIn(policies.get("codes")) };
}

function outlineOfKind(kind: readonly string[]): KindOutline {
  const properties = propertiesOf(kind);
  return {
    actions: literalsIn(properties.get("actions")),
    attributes: properties.get("attributes")?.join(" ") ?? "",
  };
}

/** The types of the properties of the first object in these tokens, by their names. */
function propertiesOf(
  tokens: readonly string[] = [],
): ReadonlyMap<string, readonly string[]> {
  const properties = new Map<string, string[]>();
  let type: string[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token === "}" && --depth === 0) break;
    const [name = "", mark = ""] = tokens.slice(index + 1);
    if (depth === 1 && token === "readonly " && /^[:?]$/.test(mark)) {
      type = [];
      properties.set(name.slice(1, -1), type);
    } else {
      type.push(token);
    }
    if (token === "{") depth++;
  }
  return properties;
}

/** The literals of a union. The type `string` counts as one. */
function literalsIn(type: readonly string[] = []): readonly string[] {
  // The first token is the name of the property.
  return type.slice(1).filter((token) => /^"|^string$/.test(token));
}
