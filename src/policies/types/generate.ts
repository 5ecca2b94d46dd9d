import { packagePath } from "../../package-root.ts";
import { docComment } from "./comment.ts";
import { type NamedKind, type PolicyNames, readPolicyNames } from "./names.ts";
import { printType } from "./print.ts";
import { NEVER, type Property, type Type, union } from "./type.ts";

/**
 * A module of TypeScript that exports `Policies`, the kinds, actions, attributes and refusal codes of a policy folder; of
 * Rolebook's own policies if none is given. It is a {@link PolicyTypes}.
 *
 * @throws {PolicyError} where a policy or a schema cannot be read, and where there is no policy for any kind; names the file
 */
export async function generatePolicyTypes(
  folder = packagePath("policies"),
): Promise<string> {
  return format(await readPolicyNames(folder));
}

/** Prettier would leave it as it is. */
function format({ kinds, codes, computedBy }: PolicyNames): string {
  const all: Type = {
    kind: "object",
    properties: new Map(kinds.map((kind) => [kind.name, toProperty(kind)])),
    others: NEVER,
  };
  const isComplete = computedBy.length === 0;
  return [
    "/* Generated from policies by `rolebook policies types`. Do not edit. */",
    "",
    "/** The kinds of resources, their actions and attributes, and the codes of refusals. */",
    "export interface Policies {",
    member("kinds", all),
    ...docComment(
      isComplete
        ? "The refusal codes."
        : `The refusal codes: any text, for these give codes that have to be computed: ${computedBy.join(", ")}.`,
    ).map((line) => `  ${line}`),
    member("codes", isComplete ? literals(codes) : { kind: "string" }),
    "}",
    "",
  ].join("\n");
}

function member(name: string, type: Type): string {
  const text = printType(type, 2, name.length + 13);
  return `  readonly ${name}:${text.startsWith("\n") ? "" : " "}${text};`;
}

function toProperty({ description, actions, attributes }: NamedKind): Property {
  const isComplete = !actions.some((action) => /[*?[{\\]/.test(action));
  const properties = new Map<string, Property>([
    [
      "actions",
      {
        type: isComplete ? literals(actions) : { kind: "string" },
        required: true,
        description: isComplete
          ? undefined
          : `Any text, for rules name patterns: ${actions.join(", ")}.`,
      },
    ],
    ["attributes", { ...attributes, required: true }],
  ]);
  return {
    type: { kind: "object", properties, others: NEVER },
    required: true,
    description,
  };
}

function literals(values: readonly string[]): Type {
  return union(values.map((value) => ({ kind: "literal", value })));
}
