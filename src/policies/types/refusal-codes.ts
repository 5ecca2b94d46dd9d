import type { ASTNode } from "@marcbachmann/cel-js";
import { outcomesOf } from "../cel/outcomes.ts";
import { pathOf } from "../cel/path.ts";
import type { PolicyTree } from "../tree/policy-tree.ts";
import type { Scope } from "../tree/scope.ts";
import { scopeOf } from "../tree/imports.ts";
import { entriesOf, textOf } from "../tree/yaml/node.ts";

export interface RefusalCodes {
  /** The codes that are literals, in alphabetical order. */
  readonly codes: readonly string[];
  /** Rules that compute a code, and files with policies of other sorts. They may give codes that are not in `codes`. */
  readonly computedBy: readonly string[];
}

/** The codes that the rules of all policies give with `output.when.conditionNotMet`. */
export function refusalCodesOf(tree: PolicyTree): RefusalCodes {
  const codes = new Set<string>();
  const computedBy = new Set(otherPolicies(tree));
  for (const policy of tree.policies) {
    const scope = scopeOf(tree, policy);
    for (const { conditionNotMet, name = "", file } of policy.rules) {
      if (conditionNotMet === undefined) continue;
      for (const code of codesIn(conditionNotMet.ast, scope)) {
        if (code === COMPUTED) computedBy.add(`${file}#${name}`);
        else codes.add(code);
      }
    }
  }
  return { codes: [...codes].sort(), computedBy: [...computedBy].sort() };
}

/** The files of principal policies and role policies. They have outputs too, which are not read. */
function otherPolicies({ documents }: PolicyTree): readonly string[] {
  return documents
    .filter(({ root }) =>
      entriesOf(root).some(({ key }) =>
        /^(?:principal|role)_?policy$/i.test(key.text),
      ),
    )
    .map(({ file }) => file);
}

const COMPUTED = Symbol("a code that has to be computed");

/** The values of `code` in the maps that an expression can give. Other values have no code. */
function* codesIn(
  output: ASTNode | undefined,
  scope: Scope,
): Generator<string | typeof COMPUTED> {
  if (output === undefined) {
    yield COMPUTED;
    return;
  }
  for (const node of outcomesOf(output, scope)) {
    if (node.op === "map") {
      for (const [key, value] of node.args) {
        if (key.op !== "value") yield COMPUTED;
        else if (key.args === "code") yield* textsIn(value, scope);
      }
    } else if (node.op !== "value" && node.op !== "list") {
      yield COMPUTED;
    }
  }
}

/** The texts that an expression can give. Other values are not codes. */
function* textsIn(
  code: ASTNode,
  scope: Scope,
): Generator<string | typeof COMPUTED> {
  for (const node of outcomesOf(code, scope)) {
    if (node.op === "value") {
      if (typeof node.args === "string") yield node.args;
      continue;
    }
    const [root, name = "", ...rest] = pathOf(node) ?? [];
    const constant = scope.constants.get(name);
    yield root === "C" && constant !== undefined && rest.length === 0
      ? (textOf(constant.value) ?? COMPUTED)
      : COMPUTED;
  }
}
