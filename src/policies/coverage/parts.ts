import { join } from "node:path";
import { load } from "js-yaml";
import { PolicyError } from "../policy-error.ts";
import type { PolicyFile } from "../policy-files.ts";

/** A resource policy: what of it can be exercised, with the names that traces use. */
export interface ResourcePolicy {
  readonly file: string;
  /** Such as `cerbos.resource.flag.vdefault`. */
  readonly name: string;
  readonly kind: string;
  readonly rules: readonly Rule[];
  /** The sets that it imports. */
  readonly derivedRoleSets: readonly string[];
}

export interface Rule {
  /** As written, or the one that the compiler gives it, such as `rule-002`. */
  readonly name: string;
  readonly actions: readonly string[];
  readonly derivedRoles: readonly string[];
  readonly isForEveryRole: boolean;
  readonly isConditional: boolean;
  /** The variables that its condition names itself, not by way of another variable. */
  readonly variables: readonly string[];
}

export interface DerivedRoleSet {
  readonly file: string;
  /** Such as `cerbos.derived_roles.experiment`. */
  readonly name: string;
  readonly roles: readonly string[];
}

export interface Parts {
  readonly policies: readonly ResourcePolicy[];
  readonly derivedRoleSets: readonly DerivedRoleSet[];
}

/** As much of a Cerbos policy as is read here; the compiler has seen to the rest. */
interface PolicyDocument {
  readonly resourcePolicy?: {
    readonly version: string;
    readonly resource: string;
    readonly scope?: string;
    readonly importDerivedRoles?: readonly string[];
    readonly rules?: readonly RuleDocument[];
  };
  readonly derivedRoles?: {
    readonly name: string;
    readonly definitions: readonly { readonly name: string }[];
  };
  readonly principalPolicy?: unknown;
  readonly rolePolicy?: unknown;
}

interface RuleDocument {
  readonly name?: string;
  readonly actions: readonly string[];
  readonly roles?: readonly string[];
  readonly derivedRoles?: readonly string[];
  readonly condition?: unknown;
}

/**
 * What the suites of a folder are to exercise, from policies that compile.
 *
 * @throws {PolicyError} for a principal policy, a role policy or a scope: traces show their rules among those of other policies
 */
export function readParts(files: readonly PolicyFile[], folder: string): Parts {
  const documents = files
    .filter(({ role }) => role === "policy")
    .map(({ path: file, text }) => ({
      file,
      ...(load(text) as PolicyDocument),
    }));
  for (const { file, ...document } of documents) {
    const { principalPolicy, rolePolicy, resourcePolicy } = document;
    if (principalPolicy ?? rolePolicy ?? resourcePolicy?.scope) {
      throw new PolicyError(
        join(folder, file),
        "Coverage follows resource policies without a scope, and no others.",
      );
    }
  }
  return {
    policies: documents.flatMap(({ file, resourcePolicy: policy }) =>
      policy === undefined
        ? []
        : {
            file,
            name: `cerbos.resource.${policy.resource}.v${policy.version}`,
            kind: policy.resource,
            rules: (policy.rules ?? []).map(toRule),
            derivedRoleSets: (policy.importDerivedRoles ?? []).map(setName),
          },
    ),
    derivedRoleSets: documents.flatMap(({ file, derivedRoles: set }) =>
      set === undefined
        ? []
        : {
            file,
            name: setName(set.name),
            roles: set.definitions.map(({ name }) => name),
          },
    ),
  };
}

function setName(name: string): string {
  return `cerbos.derived_roles.${name}`;
}

function toRule(
  { name, actions, roles = [], derivedRoles = [], condition }: RuleDocument,
  index: number,
): Rule {
  const expressions = JSON.stringify(condition ?? "");
  const variables = expressions.matchAll(/\b(?:V|variables)\.(\w+)/g);
  return {
    name: name ?? `rule-${String(index + 1).padStart(3, "0")}`,
    actions,
    derivedRoles,
    isForEveryRole: roles.includes("*"),
    isConditional: condition !== undefined,
    variables: [...new Set([...variables].map(([, each = ""]) => each))],
  };
}
