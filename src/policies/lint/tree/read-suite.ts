import { basename } from "node:path";
import { entriesOf, itemsOf, type YamlNode, valueOf } from "../yaml/node.ts";
import type { Suite } from "./policy-tree.ts";
import type { Name } from "./scope.ts";

/** The actions that a suite names. What is not as Cerbos would have it is passed over: its compiler says so. */
export function readSuite(file: string, root: YamlNode): Suite {
  const tests = itemsOf(valueOf(root, "tests"));
  const asked = tests.flatMap((test) =>
    itemsOf(valueOf(valueOf(test, "input"), "actions")),
  );
  const expected = tests.flatMap((test) => itemsOf(valueOf(test, "expected")));
  const answered = expected.flatMap((each) => [
    ...entriesOf(valueOf(each, "actions")).map(({ key }) => key),
    ...itemsOf(valueOf(each, "outputs")).map((output) =>
      valueOf(output, "action"),
    ),
  ]);
  return {
    file,
    line: root.line,
    kind: basename(file).replace(/_test\.[a-z]+$/i, ""),
    actions: toNames(file, [...asked, ...answered]),
  };
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
