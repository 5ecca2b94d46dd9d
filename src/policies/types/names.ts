import { catalogOf } from "../catalog.ts";
import { readPolicyTree } from "../tree/read-tree.ts";
import type { PolicyTree } from "../tree/policy-tree.ts";
import { type RefusalCodes, refusalCodesOf } from "./refusal-codes.ts";
import { descriptionOf } from "../schema/description.ts";
import { ANY_OBJECT, type Type, union } from "../schema/type.ts";
import { typeOfSchema } from "../schema/type-of-schema.ts";

/** The names that requests and decisions use, from policies and their schemas. */
export interface PolicyNames extends RefusalCodes {
  /** In alphabetical order. */
  readonly kinds: readonly NamedKind[];
}

export interface NamedKind {
  readonly name: string;
  /** The description in its policy. */
  readonly description: string | undefined;
  /**
   * In the order of the rules. If the kind has several policies, the actions of all. Some may be patterns, such as
   * `edit:*`.
   */
  readonly actions: readonly string[];
  readonly attributes: {
    readonly type: Type;
    /** The description in the schema. */
    readonly description: string | undefined;
  };
}

/**
 * The names in the policies of a folder.
 *
 * @throws {PolicyError} if a policy or a schema cannot be read, or if no kind has a policy; it names the file
 */
export async function readPolicyNames(folder: string): Promise<PolicyNames> {
  const tree = await readPolicyTree(folder);
  // The catalog refuses what a service with these types could not load.
  const { kinds } = catalogOf(tree, folder);
  const names = new Set(kinds.map(({ name }) => name));
  return {
    kinds: [...names].sort().map((name) => toKind(name, tree)),
    ...refusalCodesOf(tree),
  };
}

/** Combines all policies for a kind: there may be one for each version and scope. */
function toKind(name: string, { policies, schemas }: PolicyTree): NamedKind {
  const own = policies.filter(({ kind }) => kind.name === name);
  const actions = own.flatMap(({ rules }) =>
    rules.flatMap((rule) => rule.actions.map((action) => action.name)),
  );
  const parts = own.map(({ resourceSchema }) =>
    schemas.named(resourceSchema?.name ?? ""),
  );
  return {
    name,
    description: first(own.map(({ description }) => description)),
    actions: [...new Set(actions)],
    attributes: {
      type: union(
        parts.map((part) => (part ? typeOfSchema(part) : ANY_OBJECT)),
      ),
      description: first(parts.map((part) => part && descriptionOf(part))),
    },
  };
}

function first(texts: readonly (string | undefined)[]): string | undefined {
  return texts.find((each) => each !== undefined);
}
