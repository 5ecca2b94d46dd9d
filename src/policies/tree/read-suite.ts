import { basename } from "node:path";
import { isObject } from "../../util/is-object.ts";
import {
  entriesOf,
  itemsOf,
  textOf,
  type YamlNode,
  valueOf,
} from "./yaml/node.ts";
import type { AskedAction, Suite, SuiteTest } from "./policy-tree.ts";
import type { Name } from "./scope.ts";
import type { YamlDocument } from "./yaml/read.ts";

/**
 * Reads a suite: its tests, and its actions with the kinds that they are for. Parts with a wrong form are skipped,
 * because the compiler of Cerbos reports them.
 *
 * @param fixtures - the documents of `testdata/` next to the suite
 */
export function readSuite(
  file: string,
  document: YamlDocument,
  fixtures: readonly YamlNode[],
): Suite {
  const { root, value } = document;
  const kind = basename(file).replace(/_test\.[a-z]+$/i, "");
  const sources = [root, ...fixtures];
  const asked = itemsOf(valueOf(root, "tests")).flatMap((test) => {
    const input = valueOf(test, "input");
    const kinds = kindsOf(sources, input, [kind]);
    return [
      ...toAsked(file, kinds, itemsOf(valueOf(input, "actions"))),
      ...itemsOf(valueOf(test, "expected")).flatMap((expected) =>
        toAsked(file, kindsOf(sources, expected, kinds), answeredIn(expected)),
      ),
    ];
  });
  const { line } = root;
  return { file, line, kind, asked, tests: testsIn(value), document };
}

function testsIn(suite: unknown): readonly SuiteTest[] {
  const { tests = [] } = isObject(suite) ? suite : {};
  return (Array.isArray(tests) ? tests : []).filter(isObject).map((value) => ({
    name: String(value["name"]),
    isSkipped: value["skip"] === true,
    value,
  }));
}

/** The kinds of the resources in an input or an expectation. If it names no known resource, it is `otherwise`. */
function kindsOf(
  sources: readonly YamlNode[],
  of: YamlNode | undefined,
  otherwise: readonly string[],
): readonly string[] {
  const groups = itemsOf(valueOf(of, "resourceGroups")).flatMap((name) =>
    itemsOf(valueOf(defined(sources, "resourceGroups", name), "resources")),
  );
  const names = [
    valueOf(of, "resource"),
    ...itemsOf(valueOf(of, "resources")),
    ...groups,
  ];
  const kinds = names.flatMap(
    (name) =>
      textOf(valueOf(defined(sources, "resources", name), "kind")) ?? [],
  );
  return kinds.length === 0 ? otherwise : [...new Set(kinds)];
}

/** The fixture with this name. Fixtures of the suite itself come first. */
function defined(
  sources: readonly YamlNode[],
  key: string,
  name: YamlNode | undefined,
): YamlNode | undefined {
  const text = textOf(name);
  if (text === undefined) return undefined;
  return sources
    .map((each) => valueOf(valueOf(each, key), text))
    .find((each) => each !== undefined);
}

function answeredIn(expected: YamlNode): readonly (YamlNode | undefined)[] {
  return [
    ...entriesOf(valueOf(expected, "actions")).map(({ key }) => key),
    ...itemsOf(valueOf(expected, "outputs")).map((output) =>
      valueOf(output, "action"),
    ),
  ];
}

function toAsked(
  file: string,
  kinds: readonly string[],
  nodes: readonly (YamlNode | undefined)[],
): readonly AskedAction[] {
  return toNames(file, nodes).map((name) => ({ ...name, kinds }));
}

/** The kinds of the resources that a suite or a file of fixtures defines. */
export function kindsIn(file: string, root: YamlNode): readonly Name[] {
  const kinds = entriesOf(valueOf(root, "resources")).map(({ value }) =>
    valueOf(value, "kind"),
  );
  return toNames(file, kinds);
}

function toNames(
  file: string,
  nodes: readonly (YamlNode | undefined)[],
): readonly Name[] {
  return nodes.flatMap((node) =>
    node?.kind === "scalar" ? [{ file, line: node.line, name: node.text }] : [],
  );
}
