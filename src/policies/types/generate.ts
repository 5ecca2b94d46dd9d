import { packagePath } from "../../util/package-root.ts";
import { type NamedKind, type PolicyNames, readPolicyNames } from "./names.ts";
import { printType } from "./print.ts";
import { NEVER, type Type, union } from "../schema/type.ts";

/**
 * A TypeScript module that exports `Policies`: the kinds, actions, attributes and refusal codes of a policy folder, by
 * default Rolebook's own. `Policies` is a {@link PolicyTypes}.
 *
 * @throws {PolicyError} if a policy or a schema cannot be read, or if no kind has a policy; it names the file
 */
export async function generatePolicyTypes(
  folder = packagePath("policies"),
): Promise<string> {
  return format(await readPolicyNames(folder));
}

function format({ kinds, codes, computedBy }: PolicyNames): string {
  const isComplete = computedBy.length === 0;
  const policies = objectOf([
    ["kinds", objectOf(kinds.map((kind) => [kind.name, ...typeOfKind(kind)]))],
    [
      "codes",
      isComplete ? literals(codes) : { kind: "string" },
      isComplete
        ? "The refusal codes."
        : `The refusal codes: any text, because these compute their codes: ${computedBy.join(", ")}.`,
    ],
  ]);
  return `/* Generated from policies by \`rolebook policies types\`. Do not edit. */

/** The kinds of resources, their actions and attributes, and the codes of refusals. */
export interface Policies ${printType(policies)}
`;
}

function typeOfKind({
  description,
  actions,
  attributes,
}: NamedKind): readonly [type: Type, description: string | undefined] {
  const isComplete = !actions.some((action) => /[*?[{\\]/.test(action));
  const type = objectOf([
    [
      "actions",
      isComplete ? literals(actions) : { kind: "string" },
      isComplete
        ? undefined
        : `Any text, because rules name patterns: ${actions.join(", ")}.`,
    ],
    ["attributes", attributes.type, attributes.description],
  ]);
  return [type, description];
}

function objectOf(
  properties: readonly (readonly [
    name: string,
    type: Type,
    description?: string | undefined,
  ])[],
): Type {
  const all = properties.map(
    ([name, type, description]) =>
      [name, { type, required: true, description }] as const,
  );
  return { kind: "object", properties: new Map(all), others: NEVER };
}

function literals(values: readonly string[]): Type {
  return union(values.map((value) => ({ kind: "literal", value })));
}
