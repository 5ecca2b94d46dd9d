import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "js-yaml";
import { packagePath } from "../../src/util/package-root.ts";
import type { Kind } from "../../src/policies/catalog.ts";

/** As much of a policy, or of a set of derived roles or variables, as says which other files its conditions come from. */
interface PolicyDocument {
  readonly resourcePolicy?: Importing;
  readonly derivedRoles?: Importing;
}

interface Importing {
  readonly importDerivedRoles?: readonly string[];
  readonly variables?: { readonly import?: readonly string[] };
}

/**
 * The attributes of a principal that a kind's decisions can depend on: those that its policy names, or a set of derived roles
 * or variables that it imports.
 *
 * @throws {Error} where the principal is read in a way that does not say which attribute
 */
export async function principalAttributesRead(
  kind: Kind,
): Promise<ReadonlySet<string>> {
  const texts = await textsOf(kind.file);
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/\b(?:P|request\.principal)\b(.{0,30})/g)].flatMap(
        ([mention, rest = ""]) => {
          if (/^\.id\b/.test(rest)) return [];
          const [, name] = /^\.attr\.(\w+)/.exec(rest) ?? [];
          if (name !== undefined) return name;
          throw new Error(`${kind.file} reads the principal as ${mention}`);
        },
      ),
    ),
  );
}

/** A policy's file and those that it imports. */
async function textsOf(file: string): Promise<readonly string[]> {
  const text = await readFile(join(packagePath("policies"), file), "utf8");
  const { resourcePolicy, derivedRoles } = load(text) as PolicyDocument;
  const importing = resourcePolicy ?? derivedRoles;
  const imported = [
    ...(importing?.importDerivedRoles ?? []).map(
      (set) => `derived_roles/${set}.yaml`,
    ),
    ...(importing?.variables?.import ?? []).map(
      (set) => `variables/${set}.yaml`,
    ),
  ];
  return [text, ...(await Promise.all(imported.map(textsOf))).flat()];
}
