import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PolicyProblem } from "../../src/policies/policy-error.ts";
import { ITEM, type Path } from "../../src/policies/cel/path.ts";
import type { AttributeSchema } from "../../src/policies/schema/attribute-schema.ts";
import { AttributeSchemas } from "../../src/policies/schema/attribute-schemas.ts";
import {
  type Declaration,
  declarationOf,
} from "../../src/policies/schema/declaration.ts";
import type { Schemas } from "../../src/policies/schema/schemas.ts";
import { membersOf, type Type } from "../../src/policies/schema/type.ts";
import { typeOfSchema } from "../../src/policies/schema/type-of-schema.ts";
import {
  type FindProblems,
  Validator,
} from "../../src/policies/schema/validator.ts";
import { toPolicyTree } from "../../src/policies/tree/read-tree.ts";

function schemasIn(files: Readonly<Record<string, unknown>>): Schemas {
  const all = Object.entries(files).map(([name, content]) => ({
    path: `_schemas/${name}`,
    role: "schema" as const,
    text: JSON.stringify(content),
  }));
  return toPolicyTree(all).schemas;
}

const DEFINITIONS = {
  $defs: {
    userId: { type: "string", pattern: "^[^A-Z]+$" },
    userIds: { type: "array", items: { $ref: "#/$defs/userId" } },
    size: { enum: ["small", "large"] },
  },
};

/** What the schema of a kind says, beside some definitions. */
function attributesIn(schema: unknown): AttributeSchema {
  const problems: PolicyProblem[] = [];
  const schemas = schemasIn({
    "doc.json": schema,
    "definitions.json": DEFINITIONS,
  });
  const found = new AttributeSchemas(schemas, problems).named({
    file: "doc.yaml",
    line: 1,
    name: "cerbos:///doc.json",
  });
  expect(problems).toEqual([]);
  if (found === undefined) throw new Error("There is no such schema.");
  return found;
}

describe("the attributes of a kind", () => {
  it("are those of its schema, of what that refers to and of what it is composed of", () => {
    const { attributes } = attributesIn({
      $ref: "#/$defs/base",
      properties: { own: { type: "integer" } },
      allOf: [{ properties: { all: { type: "boolean" } } }],
      anyOf: [
        { properties: { any: { type: "array" } } },
        { required: ["own"] },
      ],
      if: { properties: { own: { const: 1 } }, required: ["own"] },
      then: { properties: { then: { type: "object" } } },
      $defs: { base: { properties: { base: { type: "number" } } } },
    });
    expect(Object.fromEntries(attributes)).toEqual({
      base: "number",
      own: "integer",
      all: "boolean",
      any: "array",
      then: "object",
    });
  });

  it.each([
    ["text, if they may be anything", {}, "string"],
    ["the first of several types", { type: ["integer", "string"] }, "integer"],
    ["not null, if they may be more", { type: ["null", "boolean"] }, "boolean"],
    ["the type of the values that are listed", { enum: [1, 2] }, "integer"],
    ["the type of all of these values", { enum: [1, 2.5] }, "number"],
    ["the type of the one value", { const: false }, "boolean"],
  ])("are %s", (_, property, type) => {
    const { attributes } = attributesIn({ properties: { a: property } });
    expect(attributes.get("a")).toBe(type);
  });

  it.each([
    [{ enum: ["x", "y"] }, ["x", "y"]],
    [{ enum: ["x", null] }, ["x"]],
    [{ const: 1 }, [1]],
    [{ $ref: "definitions.json#/$defs/size" }, ["small", "large"]],
    [{ enum: ["x", "y", "z"], allOf: [{ enum: ["z", "y"] }] }, ["z", "y"]],
    [{ anyOf: [{ enum: ["x"] }, { type: "string" }] }, undefined],
    [{ anyOf: [{ enum: ["x"] }, { type: "integer" }] }, undefined],
    [{ type: "array", items: { enum: ["x"] } }, undefined],
    [{ type: "boolean" }, undefined],
  ])("that %j describes have the values %j", (property, expected) => {
    const { values } = attributesIn({ properties: { a: property } });
    expect(values.get("a")).toEqual(expected);
  });

  it("hold user ids if they are what the schemas call a user id, however they refer to it", () => {
    const { userAttributes } = attributesIn({
      properties: {
        user: { $ref: "definitions.json#/$defs/userId" },
        users: { $ref: "definitions.json#/$defs/userIds" },
        list: {
          type: "array",
          items: { $ref: "definitions.json#/$defs/userId" },
        },
        renamed: { $ref: "#/$defs/person" },
        composed: { allOf: [{ $ref: "definitions.json#/$defs/userId" }] },
        userId: { type: "string" },
        size: { $ref: "definitions.json#/$defs/size" },
      },
      $defs: { person: { $ref: "definitions.json#/$defs/userId" } },
    });
    expect([...userAttributes]).toEqual([
      "user",
      "users",
      "list",
      "renamed",
      "composed",
    ]);
  });

  it("have problems with a pattern only as far as they say what it is", () => {
    const schema = attributesIn({
      properties: {
        user: { $ref: "definitions.json#/$defs/userId" },
        color: { type: "string", pattern: "^#" },
      },
    });
    expect(schema.problems({ user: "ANA", color: "red" })).toEqual([
      'The attribute "user" must be a user id in lower case.',
      'The attribute "color" must match pattern "^#".',
    ]);
  });
});

const SHAPE = { properties: { b: {} } };

const LIST = {
  type: "array",
  items: { type: "object", properties: { b: {} }, required: ["b"] },
};

function mappingOf(additionalProperties: object): object {
  return { type: "object", additionalProperties };
}

/** What is declared at a path below an attribute that is required. */
function declarationIn(a: object, path: Path): Declaration {
  const [schema] = schemasIn({
    "doc.json": {
      properties: { a },
      required: ["a"],
      $defs: { d: { type: "object", required: ["b"], ...SHAPE } },
    },
  }).all;
  return schema && declarationOf(schema, ["a", ...path]);
}

describe("what is in a list or a mapping", () => {
  it.each([
    ["of every item of a list", LIST, [ITEM, "b"]],
    ["of every value of a mapping", mappingOf(LIST.items), [ITEM, "b"]],
    ["by what is said beside a reference", { $ref: "#/$defs/d" }, ["b"]],
  ])("is required %s", (_, a, path) => {
    expect(declarationIn(a, path)).toBe("required");
  });

  it.each([
    ["it need not be a list", { items: LIST.items }, [ITEM, "b"]],
    ["it need not be a mapping", { required: ["b"], ...SHAPE }, ["b"]],
    ["it may be either", { ...LIST, type: ["array", "object"] }, [ITEM, "b"]],
    [
      "the first items are others",
      { ...LIST, prefixItems: [true] },
      [ITEM, "b"],
    ],
    [
      "some values of the mapping are others",
      { ...mappingOf(LIST.items), properties: { c: true } },
      [ITEM, "b"],
    ],
    [
      "only one of several schemas requires it",
      { type: "object", anyOf: [{ required: ["b"], ...SHAPE }, {}] },
      ["b"],
    ],
    [
      "only a condition requires it",
      { type: "object", if: {}, then: { required: ["b"], ...SHAPE } },
      ["b"],
    ],
  ])("is optional if %s", (_, a, path) => {
    expect(declarationIn(a, path)).toBe("optional");
  });

  it.each([
    ["in a condition's test", { if: SHAPE, then: {} }, ["b"]],
    [
      "in what only holds by a condition that is not there",
      { then: SHAPE },
      ["b"],
    ],
    ["in what must not be", { not: SHAPE }, ["b"]],
    ["as what cannot be", { properties: { b: false } }, ["b"]],
  ])("is not declared %s", (_, a, path) => {
    expect(declarationIn(a, path)).toBe(undefined);
  });
});

const NAMES = ["a", "b", "c"];
const SCALARS = [null, true, false, 0, 1, 1.5, "x", "y"];
const TYPES = [
  "null",
  "boolean",
  "integer",
  "number",
  "string",
  "array",
  "object",
];

/** Schemas of every sort, some of which refer to each other or to themselves. */
const { schema: schemas } = fc.letrec<{ schema: object; part: object }>(
  (tie) => {
    const schema = tie("schema");
    const list = fc.array(schema, { minLength: 1, maxLength: 2 });
    const byName = fc.dictionary(fc.constantFrom(...NAMES), schema, {
      maxKeys: 2,
    });
    const required = fc.subarray(NAMES, { maxLength: 2 });
    const type = fc.constantFrom("object", ["object"], ["object", "array"]);
    return {
      schema: fc.oneof(
        { maxDepth: 3, depthSize: "small" },
        fc.constantFrom(
          {},
          ...TYPES.map((type) => ({ type })),
          { type: ["integer", "string"] },
          { enum: ["x", 1, null] },
          { enum: [true, "y", 1.5] },
          { type: "integer", enum: [0, 1.5] },
          { const: "x" },
          { $ref: "#/$defs/a" },
          { $ref: "#/$defs/b" },
        ),
        tie("part"),
        fc
          .tuple(tie("part"), tie("part"))
          .map(([one, other]) => ({ ...one, ...other })),
      ),
      part: fc.oneof(
        fc.record({ type, properties: byName, required }),
        fc.record({ properties: byName, required }),
        fc.record({
          properties: byName,
          additionalProperties: fc.oneof(fc.boolean(), schema),
        }),
        fc.record({ properties: byName, patternProperties: byName }),
        fc.record({ type: fc.constant("array"), items: schema }),
        fc.record({ prefixItems: list, items: schema }),
        fc.record({ allOf: list }),
        fc.record({ anyOf: list }),
        fc.record({ oneOf: list }),
        fc.record({ if: schema, then: schema, else: schema }),
        fc.record({ if: schema, then: schema }),
        fc.record({ then: schema, else: schema }),
        fc.record({ not: schema }),
      ),
    };
  },
);

const attributes = fc.dictionary(
  fc.constantFrom(...NAMES),
  fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 2, depthSize: "small" },
      fc.constantFrom(...SCALARS),
      fc.array(tie("value"), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom(...NAMES), tie("value")),
    ),
  })).value,
);

/** Paths to attributes, to what is in them and to their items. */
const PATHS: readonly Path[] = NAMES.flatMap((name) => [
  [name],
  ...[...NAMES, ITEM].map((next) => [name, next]),
  ...NAMES.map((next) => [name, ITEM, next]),
]);

describe("a schema, whatever it is", () => {
  /** Ajv cannot compile a definition that is nothing but a reference to itself. */
  const definition = schemas.filter((each) => !("$ref" in each));
  const cases = fc
    .record({ root: schemas, a: definition, b: definition })
    .map(({ root, a, b }) => ({
      ...root,
      // So that something is required of most of them.
      allOf: [{ properties: { a }, required: ["a"] }],
      $defs: { a, b },
    }));

  it("has a type that takes all that the schema takes, and requires what lint takes for required", () => {
    const contents = fc.sample(cases, 80);
    const read = schemasIn(
      Object.fromEntries(
        contents.map((each, index) => [`${String(index)}.json`, each]),
      ),
    );
    const validator = new Validator();
    for (const file of read.files) validator.add(file);
    const samples = fc.sample(attributes, 200);
    const wrong: unknown[] = [];
    let accepted = 0;
    let required = 0;
    for (const [index, content] of contents.entries()) {
      const name = `cerbos:///${String(index)}.json`;
      const schema = read.named(name);
      if (schema === undefined) throw new Error("There is no schema.");
      const problemsOf = validator.compile(schema.file);
      const type = typeOfSchema(schema);
      const sure = PATHS.filter(
        (path) => declarationOf(schema, path) === "required",
      );
      for (const sample of samples) {
        if (!isAccepted(sample, problemsOf)) continue;
        accepted++;
        const missing = sure.filter((path) => !leadsToSomething(sample, path));
        required += sure.length;
        if (!takes(type, sample) || missing.length > 0) {
          wrong.push({ content, sample, missing });
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(accepted).toBeGreaterThan(300);
    expect(required).toBeGreaterThan(300);
  }, 120_000);
});

/** Not so, if Ajv cannot say: of a schema that refers to itself in a circle, for one. */
function isAccepted(sample: object, problemsOf: FindProblems): boolean {
  try {
    return problemsOf({ ...sample }).length === 0;
  } catch {
    return false;
  }
}

function takes(type: Type, value: unknown): boolean {
  return membersOf(type).some((member) => {
    switch (member.kind) {
      case "unknown":
        return true;
      case "null":
        return value === null;
      case "literal":
        return value === member.value;
      case "integer":
        return Number.isInteger(value);
      case "array":
        return (
          Array.isArray(value) && value.every((each) => takes(member.of, each))
        );
      case "object": {
        if (typeof value !== "object" || value === null) return false;
        if (Array.isArray(value)) return false;
        const { properties, others } = member;
        return (
          Object.entries(value).every(([name, each]) =>
            takes(properties.get(name)?.type ?? others, each),
          ) &&
          [...properties].every(
            ([name, { required }]) => !required || Object.hasOwn(value, name),
          )
        );
      }
      case "string":
      case "number":
      case "boolean":
        return typeof value === member.kind;
      case "never":
      case "union":
        throw new Error("These are no members.");
    }
  });
}

/** Whether there is something at a path, of each item of a list. */
function leadsToSomething(value: unknown, [name, ...rest]: Path): boolean {
  if (name === undefined) return true;
  if (name === ITEM) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return items.every((each) => leadsToSomething(each, rest));
  }
  if (typeof value !== "object" || value === null) return false;
  return (
    Object.hasOwn(value, name) &&
    leadsToSomething(
      Object.entries(value).find(([key]) => key === name)?.[1],
      rest,
    )
  );
}
