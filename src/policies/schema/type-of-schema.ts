import type { YamlNode } from "../tree/yaml/node.ts";
import { compositionOf, type SchemaCondition } from "./composition.ts";
import { narrowArray, narrowObject } from "./contents.ts";
import { butFor } from "./negation.ts";
import type { Schema } from "./schema.ts";
import {
  ANY_OBJECT,
  membersOf,
  NEVER,
  type Type,
  union,
  UNKNOWN,
} from "./type.ts";
import { narrowByValue } from "./value-types.ts";

/** A type has at most so many alternatives that are lists or objects. If a schema has more, its type does not tell them apart. */
const MOST_ALTERNATIVES = 32;

/** At most so many schemas are followed one from another. */
const DEEPEST = 50;

/** At most so many schemas are looked at: a small one that refers to itself can mean an enormous one. */
const MOST_SCHEMAS = 10_000;

/**
 * The type of the attributes that a schema allows.
 *
 * It is never narrower than the schema: a keyword that is not understood, or that leads too far, does not narrow it.
 */
export function typeOfSchema(schema: Schema): Type {
  // Attributes are a mapping, whether or not their schema says so.
  return new Narrowing().narrow(ANY_OBJECT, schema);
}

/** The type of the values that a schema allows, whatever they are. */
export function typeOfValues(schema: Schema): Type {
  return new Narrowing().narrow(UNKNOWN, schema);
}

class Narrowing {
  readonly #followed = new Set<YamlNode>();
  #count = 0;

  /** The values of a type that a schema allows. */
  narrow(base: Type, schema: Schema): Type {
    if (schema.isFalse) return NEVER;
    if (schema.node.kind !== "mapping" || ++this.#count > MOST_SCHEMAS) {
      return base;
    }
    const { target, all, alternatives, condition } = compositionOf(schema);
    let type = narrowByValue(base, schema);
    if (target !== undefined) type = this.#follow(type, target);
    type = this.#narrowContents(type, schema);
    for (const each of all) type = this.narrow(type, each);
    for (const choice of alternatives) {
      type = this.#narrowToAny(type, choice);
    }
    return condition ? this.#narrowByCondition(type, condition) : type;
  }

  /** Goes no further round in circles. */
  #follow(base: Type, schema: Schema): Type {
    const { node } = schema;
    if (this.#followed.has(node) || this.#followed.size >= DEEPEST) return base;
    this.#followed.add(node);
    const type = this.narrow(base, schema);
    this.#followed.delete(node);
    return type;
  }

  #narrowContents(base: Type, schema: Schema): Type {
    const narrow = this.narrow.bind(this);
    return eachMember(base, (member) => {
      if (member.kind === "object") return narrowObject(member, schema, narrow);
      if (member.kind === "array") return narrowArray(member, schema, narrow);
      return member;
    });
  }

  #narrowToAny(base: Type, choice: readonly Schema[]): Type {
    const types = choice.map((each) => this.narrow(base, each));
    return unlessTooMany(union(types), base);
  }

  #narrowByCondition(base: Type, { test, met, unmet }: SchemaCondition): Type {
    const type = eachMember(base, (member) => {
      const rest = butFor(member, test);
      if (rest === member && unmet === undefined) return member;
      const tested = this.narrow(member, test);
      return union([
        met ? this.narrow(tested, met) : tested,
        unmet ? this.narrow(rest, unmet) : rest,
      ]);
    });
    return unlessTooMany(type, base);
  }
}

function eachMember(type: Type, change: (member: Type) => Type): Type {
  return type.kind === "unknown" ? type : union(membersOf(type).map(change));
}

function unlessTooMany(type: Type, base: Type): Type {
  const large = membersOf(type).filter(
    ({ kind }) => kind === "object" || kind === "array",
  );
  return large.length > MOST_ALTERNATIVES ? base : type;
}
