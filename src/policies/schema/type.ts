/** A type of JSON values. Never changed once it is made. */
export type Type = ScalarType | ArrayType | ObjectType | UnionType;

export type ScalarType =
  | {
      readonly kind:
        | "string"
        | "number"
        | "integer"
        | "boolean"
        | "null"
        | "unknown"
        | "never";
    }
  | { readonly kind: "literal"; readonly value: string | number | boolean };

export interface ArrayType {
  readonly kind: "array";
  readonly of: Type;
}

/** At least two types, none of them a union. */
export interface UnionType {
  readonly kind: "union";
  readonly of: readonly Type[];
}

export interface ObjectType {
  readonly kind: "object";
  readonly properties: ReadonlyMap<string, Property>;
  /** The type of all other properties: `never` if there may be no others. */
  readonly others: Type;
}

export interface Property {
  readonly type: Type;
  readonly required: boolean;
  readonly description?: string | undefined;
}

export const UNKNOWN: ScalarType = { kind: "unknown" };
export const NEVER: ScalarType = { kind: "never" };
export const ANY_ARRAY: Type = { kind: "array", of: UNKNOWN };
export const ANY_OBJECT: ObjectType = {
  kind: "object",
  properties: new Map(),
  others: UNKNOWN,
};

/** The alternatives of a union; the type itself if it is none; nothing for `never`. */
export function membersOf(type: Type): readonly Type[] {
  if (type.kind === "union") return type.of;
  return type.kind === "never" ? [] : [type];
}

/** One type for all that these are; `null` comes last. */
export function union(types: readonly Type[]): Type {
  const members = new Map(
    types.flatMap(membersOf).map((each) => [identityOf(each), each]),
  );
  if (members.has("unknown")) return UNKNOWN;
  if (members.has("true") && members.has("false")) {
    members.set("boolean", { kind: "boolean" });
  }
  const all = [...members.values()].filter(
    (each) => !widerKinds(each).some((kind) => members.has(kind)),
  );
  const of = [
    ...all.filter(({ kind }) => kind !== "null"),
    ...all.filter(({ kind }) => kind === "null"),
  ];
  const [only = NEVER] = of;
  return of.length > 1 ? { kind: "union", of } : only;
}

/** The scalar types that have all values of another one, which is not itself among them. */
export function widerKinds(
  type: Type,
): readonly ("string" | "integer" | "number" | "boolean")[] {
  if (type.kind === "integer") return ["number"];
  if (type.kind !== "literal") return [];
  const { value } = type;
  if (typeof value === "string") return ["string"];
  if (typeof value === "boolean") return ["boolean"];
  return Number.isInteger(value) ? ["integer", "number"] : ["number"];
}

/** An object; nothing at all if a property must be there and cannot. */
export function toObject(
  properties: ReadonlyMap<string, Property>,
  others: Type,
): Type {
  const all = [...properties];
  const isImpossible = ([, { type }]: (typeof all)[number]): boolean =>
    type.kind === "never";
  if (all.filter(isImpossible).some(([, { required }]) => required)) {
    return NEVER;
  }
  const possible = all.filter((each) => !isImpossible(each));
  return { kind: "object", properties: new Map(possible), others };
}

/** The same text for the same type. Descriptions make no difference. */
export function identityOf(type: Type): string {
  switch (type.kind) {
    case "literal":
      return JSON.stringify(type.value);
    case "array":
      return `[${identityOf(type.of)}]`;
    case "object": {
      const properties = [...type.properties].map(
        ([name, { type, required }]) =>
          `${JSON.stringify(name)}${required ? "" : "?"}:${identityOf(type)};`,
      );
      return `{${properties.sort().join("")}${identityOf(type.others)}}`;
    }
    case "union":
      return `(${type.of.map(identityOf).sort().join("|")})`;
    case "string":
    case "number":
    case "integer":
    case "boolean":
    case "null":
    case "unknown":
    case "never":
      return type.kind;
  }
}
