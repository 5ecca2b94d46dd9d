import { join } from "node:path";
import { load } from "js-yaml";
import { packagePath } from "../util/package-root.ts";
import { PolicyError } from "./policy-error.ts";
import { messageOf, readPolicyFiles } from "./policy-files.ts";
import { AttributeSchemas } from "./schema/attribute-schemas.ts";
import type { AttributeSchema } from "./schema/attribute-schema.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";

/** What the catalog knows of a rule. */
export interface Rule {
  readonly name: string;
  readonly actions: readonly string[];
  /** Whether it allows what it is about; it refuses it if not. */
  readonly allows: boolean;
  readonly isConditional: boolean;
  /** Whether it says why it refuses, when its condition does not hold. */
  readonly saysWhyNot: boolean;
}

/** What the policies know of one kind of resource. */
export interface Kind extends AttributeSchema {
  readonly name: string;
  /** The policy's file, relative to the policy folder. */
  readonly file: string;
  readonly rules: readonly Rule[];
  /** In the order of the rules. */
  readonly actions: readonly string[];
  /** The sets of derived roles that its rules use, such as `experiment`. */
  readonly derivedRoleSets: readonly string[];
  /** Whether a name stands anywhere in its policy or in what that imports. What is not named there plays no part. */
  mentions(name: string): boolean;
}

/** The kinds, actions and attributes that exist, as the policies and their schemas say. */
export class Catalog {
  readonly kinds: readonly Kind[];

  readonly #kinds: ReadonlyMap<string, Kind>;

  constructor(kinds: readonly Kind[]) {
    this.kinds = kinds;
    this.#kinds = new Map(kinds.toReversed().map((kind) => [kind.name, kind]));
  }

  /** @throws {UnknownNameError} where no policy is for this kind */
  kind(name: string): Kind {
    const kind = this.#kinds.get(name);
    if (kind !== undefined) return kind;
    const names = this.kinds.map((each) => each.name);
    throw new UnknownNameError("kind", name, names);
  }
}

/** @throws {UnknownNameError} where no rule of the kind names this action */
export function assertAction({ name, actions }: Kind, action: string): void {
  if (!actions.includes(action)) {
    throw new UnknownNameError("action", action, actions, {
      where: `of ${name}`,
    });
  }
}

/**
 * Reads the kinds from a policy folder; Rolebook's own if none is given.
 *
 * @throws {PolicyError} where a policy or a schema cannot be read; names the file
 */
export async function loadCatalog(
  folder = packagePath("policies"),
): Promise<Catalog> {
  const files = await readPolicyFiles(folder);
  const schemas = new AttributeSchemas(
    files
      .filter(({ role }) => role === "schema")
      .map(({ path, text }) => {
        const file = join(folder, path);
        return { file, schema: parse(file, text, JSON.parse) };
      }),
  );
  const sources = files
    .filter(({ role }) => role === "policy")
    .map(({ path, text }) => ({
      path,
      text,
      document: parse(join(folder, path), text, load) as PolicyDocument,
    }));
  const kinds = sources.flatMap(
    (source) => toKind(source, sources, schemas) ?? [],
  );
  if (kinds.length === 0) {
    throw new PolicyError(folder, "It has no policy for any kind of resource.");
  }
  return new Catalog(kinds);
}

function parse(
  file: string,
  text: string,
  parser: (text: string) => unknown,
): unknown {
  try {
    return parser(text);
  } catch (cause) {
    throw new PolicyError(file, `It cannot be read: ${messageOf(cause)}.`, {
      cause,
    });
  }
}

/** As much of a Cerbos policy as the catalog reads. */
interface PolicyDocument {
  readonly derivedRoles?: Importing & { readonly name: string };
  readonly exportVariables?: { readonly name: string };
  readonly exportConstants?: { readonly name: string };
  readonly resourcePolicy?: Importing & {
    readonly resource: string;
    readonly schemas?: { readonly resourceSchema?: { readonly ref: string } };
    readonly rules?: readonly {
      readonly name?: string;
      readonly actions: readonly string[];
      readonly effect: string;
      readonly condition?: unknown;
      readonly output?: {
        readonly when?: { readonly conditionNotMet?: string };
      };
    }[];
  };
}

interface Importing {
  readonly importDerivedRoles?: readonly string[];
  readonly variables?: { readonly import?: readonly string[] };
  readonly constants?: { readonly import?: readonly string[] };
}

interface PolicySource {
  readonly path: string;
  readonly text: string;
  readonly document: PolicyDocument;
}

/** A policy's text and those of everything that it imports. */
function textsOf(
  { text, document }: PolicySource,
  all: readonly PolicySource[],
): readonly string[] {
  const { resourcePolicy, derivedRoles } = document;
  const { importDerivedRoles, variables, constants } =
    resourcePolicy ?? derivedRoles ?? {};
  const imported = all.filter(
    ({ document: { derivedRoles, exportVariables, exportConstants } }) =>
      (derivedRoles && importDerivedRoles?.includes(derivedRoles.name)) ??
      (exportVariables && variables?.import?.includes(exportVariables.name)) ??
      (exportConstants && constants?.import?.includes(exportConstants.name)),
  );
  return [text, ...imported.flatMap((each) => textsOf(each, all))];
}

function toKind(
  source: PolicySource,
  all: readonly PolicySource[],
  attributeSchemas: AttributeSchemas,
): Kind | undefined {
  const { path: file, document } = source;
  const { resourcePolicy } = document;
  if (resourcePolicy === undefined) return undefined;
  const { resource, rules = [], schemas, importDerivedRoles } = resourcePolicy;
  const ref = schemas?.resourceSchema?.ref;
  if (ref === undefined) {
    throw new PolicyError(
      file,
      "It names no resource schema, so nobody knows its attributes.",
    );
  }
  return {
    name: resource,
    file,
    rules: rules.map((rule) => ({
      name: rule.name ?? "",
      actions: rule.actions,
      allows: rule.effect === "EFFECT_ALLOW",
      isConditional: rule.condition !== undefined,
      saysWhyNot: rule.output?.when?.conditionNotMet !== undefined,
    })),
    actions: [...new Set(rules.flatMap(({ actions }) => actions))],
    derivedRoleSets: importDerivedRoles ?? [],
    ...attributeSchemas.named(ref, file),
    mentions: (name) =>
      textsOf(source, all).some((text) => text.includes(name)),
  };
}
