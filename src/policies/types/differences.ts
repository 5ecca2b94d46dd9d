/**
 * What is new and what is gone in a generated module, beside an older one: a sentence each, by kinds, their actions and
 * attributes, and refusal codes. None where only comments differ, and where the older one is something else altogether.
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

function changesOfKind(name: string, old: Kind, kind: Kind): readonly string[] {
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
  /** By their names, as they are written. */
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly codes: readonly string[];
}

interface Kind {
  readonly actions: readonly string[];
  /** Their text. */
  readonly attributes: string;
}

/** Comments stand on lines of their own, and indentation says what is part of what. */
function outlineOf(module: string): Outline {
  const text = module.replaceAll(/^ *[*/].*\n/gm, "");
  const kinds = [
    ...text.matchAll(/^ {4}readonly (.+): \{\n([^]*?)^ {4}\};$/gm),
  ].map(([, name = "", body = ""]) => {
    const [actions = "", attributes = ""] = body.split(
      /^ {6}readonly attributes:/m,
    );
    return [name, { actions: literalsIn(actions), attributes }] as const;
  });
  const [, codes = ""] = /^ {2}readonly codes:([^]*?);$/m.exec(text) ?? [];
  return { kinds: new Map(kinds), codes: literalsIn(codes) };
}

/** A type that is no union of literals is a difference by its name. */
function literalsIn(type: string): readonly string[] {
  return type.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\bstring\b/g) ?? [];
}
