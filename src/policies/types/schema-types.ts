import type { SchemaPart, Schemas } from "../tree/schemas.ts";
import { itemsOf, textOf, valueOf, type YamlNode } from "../tree/yaml/node.ts";
import { butFor } from "./negation.ts";
import { meet } from "./narrow.ts";
import { partAt, partsOf, propertiesOf } from "./schema-parts.ts";
import { typeOfName, typeOfValue } from "./schema-values.ts";
import {
  ANY_OBJECT,
  membersOf,
  NEVER,
  type ObjectType,
  type Property,
  toObject,
  type Type,
  union,
} from "./type.ts";

/** So many alternatives are told apart. */
const MOST_MEMBERS = 32;

/** References are followed so far, */
const DEEPEST = 50;

/** and a schema is looked at in so many places: a small one can mean an enormous one. */
const MOST_STEPS = 10_000;

/**
 * The type of the attributes that a schema allows.
 *
 * It is never narrower than the schema: what is not understood, or says too much, does not narrow it.
 */
export function typeOfSchema(schemas: Schemas, schema: SchemaPart): Type {
  // Attributes are a mapping, whether or not their schema says so.
  return new Reader(schemas).narrow(ANY_OBJECT, schema);
}

/** What a schema says about itself, or what it refers to does. */
export function descriptionOf(
  schemas: Schemas,
  schema: SchemaPart,
): string | undefined {
  const seen = new Set<YamlNode>();
  let part: SchemaPart | undefined = schema;
  while (part !== undefined && !seen.has(part.node)) {
    seen.add(part.node);
    const description = textOf(valueOf(part.node, "description"));
    if (description !== undefined) return description;
    const ref = textOf(valueOf(part.node, "$ref"));
    part = ref === undefined ? undefined : schemas.resolve(part, ref);
  }
  return undefined;
}

class Reader {
  readonly #schemas: Schemas;
  /** The references that are being followed. */
  readonly #followed = new Set<YamlNode>();
  #steps = 0;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** What of a type the schema allows. */
  narrow(base: Type, part: SchemaPart): Type {
    const { node } = part;
    if (textOf(node) === "false") return NEVER;
    if (node.kind !== "mapping" || ++this.#steps > MOST_STEPS) return base;
    let type = this.#narrowByValue(base, part);
    type = this.#narrowByReference(type, part);
    type = eachMember(type, (member) => {
      if (member.kind === "object") return this.#narrowObject(member, part);
      if (member.kind === "array") return this.#narrowArray(member.of, part);
      return member;
    });
    for (const each of partsOf(part, "allOf")) type = this.narrow(type, each);
    for (const key of ["anyOf", "oneOf"]) {
      const before = type;
      const types = partsOf(part, key).map((each) => this.narrow(before, each));
      if (types.length > 0) type = alternatives(before, types);
    }
    return this.#narrowByCondition(type, part);
  }

  #narrowByValue(base: Type, { node }: SchemaPart): Type {
    let type = base;
    const name = valueOf(node, "type");
    if (name !== undefined) {
      const names = name.kind === "list" ? name.items : [name];
      type = meet(type, union(names.map(typeOfName)));
    }
    const value = valueOf(node, "const");
    if (value !== undefined) type = meet(type, typeOfValue(value));
    const values = valueOf(node, "enum");
    return values?.kind === "list"
      ? meet(type, union(values.items.map(typeOfValue)))
      : type;
  }

  #narrowByReference(base: Type, part: SchemaPart): Type {
    const ref = textOf(valueOf(part.node, "$ref"));
    const target =
      ref === undefined ? undefined : this.#schemas.resolve(part, ref);
    if (
      target === undefined ||
      this.#followed.has(target.node) ||
      this.#followed.size >= DEEPEST
    ) {
      return base;
    }
    this.#followed.add(target.node);
    const type = this.narrow(base, target);
    this.#followed.delete(target.node);
    return type;
  }

  #narrowArray(of: Type, part: SchemaPart): Type {
    const items = partAt(part, "items");
    // Beside `prefixItems`, it is about the items that follow; a list of schemas is an older way to say that.
    const isAboutAll = valueOf(part.node, "prefixItems") === undefined;
    return items !== undefined && isAboutAll
      ? { kind: "array", of: this.narrow(of, items) }
      : { kind: "array", of };
  }

  #narrowObject({ properties, others }: ObjectType, part: SchemaPart): Type {
    const { node } = part;
    const all = new Map(properties);
    const get = (name: string): Property =>
      all.get(name) ?? { type: others, required: false };
    const declared = propertiesOf(part);
    for (const [name, each] of declared) {
      const before = get(name);
      all.set(name, {
        type: this.narrow(before.type, each),
        required: before.required,
        description: before.description ?? descriptionOf(this.#schemas, each),
      });
    }
    for (const each of itemsOf(valueOf(node, "required"))) {
      const name = textOf(each);
      if (name !== undefined) all.set(name, { ...get(name), required: true });
    }
    const rest = partAt(part, "additionalProperties");
    const hasPatterns = valueOf(node, "patternProperties") !== undefined;
    if (rest === undefined || hasPatterns) return toObject(all, others);
    for (const [name, each] of all) {
      if (declared.has(name)) continue;
      all.set(name, { ...each, type: this.narrow(each.type, rest) });
    }
    return toObject(all, this.narrow(others, rest));
  }

  #narrowByCondition(base: Type, part: SchemaPart): Type {
    const test = partAt(part, "if");
    const met = partAt(part, "then");
    const unmet = partAt(part, "else");
    if (test === undefined) return base;
    const type = eachMember(base, (member) => {
      const rest = butFor(member, test);
      if (rest === member && unmet === undefined) return member;
      const tested = this.narrow(member, test);
      return union([
        met ? this.narrow(tested, met) : tested,
        unmet ? this.narrow(rest, unmet) : rest,
      ]);
    });
    return alternatives(base, [type]);
  }
}

function eachMember(type: Type, change: (member: Type) => Type): Type {
  return type.kind === "unknown" ? type : union(membersOf(type).map(change));
}

/** All of them, unless there are too many to tell apart. */
function alternatives(base: Type, types: readonly Type[]): Type {
  const type = union(types);
  const large = membersOf(type).filter(
    ({ kind }) => kind === "object" || kind === "array",
  );
  return large.length > MOST_MEMBERS ? base : type;
}
