import { beforeAll, describe, expect, it } from "vitest";
import { type Catalog, loadCatalog } from "../../src/policies/catalog.ts";
import { generatePolicyTypes } from "../../src/policies/types/generate.ts";
import { errorsOf } from "./types-compile.ts";
import { policy, withFolder } from "./types-folder.ts";

type Attributes = Readonly<Record<string, unknown>>;

interface Case {
  readonly what: string;
  /** The schema of a kind's attributes. */
  readonly schema: Attributes;
  /** Attributes that schema and type take. */
  readonly right: readonly Attributes[];
  /** Attributes that neither takes. */
  readonly wrong?: readonly Attributes[];
  /** Attributes that the schema refuses, which is more than its type says. */
  readonly onlyBySchema?: readonly Attributes[];
}

/** The schema of a mapping that must have the attribute `a`, and nothing else. */
function only(a: unknown): Attributes {
  return {
    type: "object",
    properties: { a },
    required: ["a"],
    additionalProperties: false,
  };
}

function values(...all: readonly unknown[]): readonly Attributes[] {
  return all.map((a) => ({ a }));
}

const KINDS_OF_SIZE = {
  type: "object",
  properties: { kind: { enum: ["small", "large"] }, size: { type: "integer" } },
  required: ["kind", "size"],
};

const CASES: readonly Case[] = [
  {
    what: "names of types",
    schema: only({ type: ["integer", "null"] }),
    right: values(1, null),
    wrong: values("x", true),
    onlyBySchema: values(1.5),
  },
  {
    what: "values that are listed",
    schema: only({ enum: ["x", 'say "x"', 1, -1.5, true, null] }),
    right: values("x", 'say "x"', 1, -1.5, true, null),
    wrong: values("y", 2, false),
  },
  {
    what: "values that are listed beside the type that only some have",
    schema: only({ type: "string", enum: ["x", 1] }),
    right: values("x"),
    wrong: values(1),
  },
  {
    what: "the one value",
    schema: only({ const: false }),
    right: values(false),
    wrong: values(true),
  },
  {
    what: "lists and mappings that are listed",
    schema: only({ enum: [[1], { b: 1 }, 1] }),
    right: values([1], { b: 1 }, 1),
    wrong: values("x"),
    onlyBySchema: values([2], {}),
  },
  {
    what: "lists",
    schema: only({ type: "array", items: { enum: ["x", 1] } }),
    right: values([], ["x", 1]),
    wrong: values("x", ["y"]),
  },
  {
    what: "lists whose first items are others",
    schema: only({
      type: "array",
      prefixItems: [{ type: "integer" }],
      items: { type: "string" },
    }),
    right: values([1, "x"]),
    wrong: values("x"),
    onlyBySchema: values(["x"]),
  },
  {
    what: "mappings in mappings, with what may be left out",
    schema: only({
      type: "object",
      properties: { b: { type: "string" }, c: { type: "string" } },
      required: ["b"],
      additionalProperties: false,
    }),
    right: values({ b: "x" }, { b: "x", c: "y" }),
    wrong: values({}, { b: 1 }, { b: "x", c: 1 }, { b: "x", d: 1 }),
  },
  {
    what: "mappings with others than those that are named",
    schema: {
      type: "object",
      properties: { a: { type: "string" } },
      required: ["a", "unnamed"],
    },
    right: [{ a: "x", unnamed: 1, other: [1] }],
    wrong: [{ a: 1, unnamed: 1 }, { a: "x" }],
  },
  {
    what: "mappings whose others have a type",
    schema: only({
      type: "object",
      additionalProperties: { type: "string" },
    }),
    right: values({}, { any: "x" }),
    wrong: values({ any: 1 }),
  },
  {
    what: "mappings whose others have another type than what is named",
    schema: {
      type: "object",
      properties: { a: { type: "integer" } },
      additionalProperties: { type: "string" },
    },
    right: [{ a: 1, any: "x" }],
    wrong: [{ a: "x" }],
    onlyBySchema: [{ any: 1 }],
  },
  {
    what: "names by a pattern",
    schema: {
      type: "object",
      properties: { a: { type: "string" } },
      patternProperties: { "^x_": { type: "integer" } },
      additionalProperties: false,
    },
    right: [{ a: "x", x_1: 1 }],
    wrong: [{ a: 1 }],
    onlyBySchema: [{ x_1: "x" }, { b: 1 }],
  },
  {
    what: "attributes that must not be there",
    schema: {
      type: "object",
      properties: { a: { type: "string" }, b: false },
      additionalProperties: false,
    },
    right: [{}, { a: "x" }],
    wrong: [{ b: 1 }],
  },
  {
    what: "nothing at all",
    schema: { additionalProperties: false },
    right: [{}],
    wrong: [{ a: 1 }],
  },
  {
    what: "properties of what need not be a mapping",
    schema: only({ properties: { b: { type: "string" } } }),
    right: values(1, "x", [1], { b: "x" }),
    onlyBySchema: values({ b: 1 }),
  },
  {
    what: "references within the file and to others, and what is said beside them",
    schema: {
      ...only({ $ref: "#/$defs/here", enum: ["x", "y", 1] }),
      $defs: { here: { $ref: "shared.json#/$defs/text" } },
    },
    right: values("x", "y"),
    wrong: values("z", 1),
  },
  {
    what: "references with the name that policies use",
    schema: only({ $ref: "cerbos:///shared.json#/$defs/text" }),
    right: values("x"),
    wrong: values(1),
  },
  {
    what: "a schema that is part of itself",
    schema: {
      type: "object",
      properties: { a: { type: "string" }, inner: { $ref: "#" } },
      additionalProperties: false,
    },
    right: [{ a: "x", inner: { inner: { inner: { a: "y" } } } }],
    wrong: [{ a: 1 }, { inner: { a: 1 } }],
    onlyBySchema: [{ inner: { inner: { a: 1 } } }],
  },
  {
    what: "all of several schemas",
    schema: {
      allOf: [
        { properties: { a: { enum: ["x", "y"] } }, required: ["a"] },
        { properties: { a: { enum: ["y", "z"] } } },
      ],
    },
    right: values("y"),
    wrong: [{}, ...values("x", "z")],
  },
  {
    what: "one of several schemas",
    schema: {
      type: "object",
      oneOf: [only({ type: "string" }), only({ enum: [1, 2] })],
    },
    right: values("x", 1),
    wrong: [{}, ...values(3)],
  },
  {
    what: "any of several mappings",
    schema: {
      properties: { a: { type: "string" }, b: { type: "string" } },
      additionalProperties: false,
      anyOf: [{ required: ["a"] }, { required: ["b"] }],
    },
    right: [{ a: "x" }, { b: "x" }, { a: "x", b: "x" }],
    wrong: [{}, { a: 1 }],
  },
  {
    what: "so many values that each has a schema of its own",
    schema: only({
      oneOf: Array.from({ length: 40 }, (_, index) => ({
        const: `value_${index}`,
      })),
    }),
    right: values("value_0", "value_39"),
    wrong: values("value_40"),
  },
  {
    what: "more mappings than are told apart",
    schema: {
      type: "object",
      properties: { a: { type: "string" } },
      oneOf: Array.from({ length: 40 }, (_, index) => ({
        properties: { a: { const: `value_${index}` } },
        required: ["a"],
      })),
    },
    right: values("value_0", "value_39"),
    wrong: values(1),
    onlyBySchema: values("value_40"),
  },
  {
    what: "a condition on an attribute, and another one where it does not hold",
    schema: {
      ...KINDS_OF_SIZE,
      if: { properties: { kind: { const: "small" } } },
      then: { properties: { size: { enum: [1, 2] } } },
      else: { properties: { size: { enum: [8, 9] } } },
    },
    right: [
      { kind: "small", size: 1 },
      { kind: "large", size: 8 },
    ],
    wrong: [
      { kind: "small", size: 8 },
      { kind: "large", size: 1 },
      { kind: "tiny", size: 1 },
    ],
  },
  {
    what: "a condition on an attribute that may be missing",
    schema: {
      ...KINDS_OF_SIZE,
      required: ["size"],
      additionalProperties: false,
      if: {
        properties: { kind: { const: "small" } },
        required: ["kind"],
      },
      then: { properties: { size: { const: 1 } } },
    },
    right: [
      { kind: "small", size: 1 },
      { kind: "large", size: 8 },
      { size: 8 },
    ],
    wrong: [{ kind: "small", size: 8 }],
  },
  {
    what: "a condition that a mapping never meets",
    schema: {
      ...KINDS_OF_SIZE,
      if: { type: "string", properties: { kind: { const: "small" } } },
      then: { properties: { size: { const: 1 } } },
    },
    right: [{ kind: "small", size: 8 }],
    wrong: [{ kind: "tiny", size: 8 }],
  },
  {
    what: "a condition on whole numbers only",
    schema: {
      properties: { a: { enum: [1, 1.5] }, b: { enum: [1, 2] } },
      required: ["a", "b"],
      if: { properties: { a: { type: "integer", enum: [1, 1.5] } } },
      then: { properties: { b: { const: 1 } } },
    },
    right: [
      { a: 1, b: 1 },
      { a: 1.5, b: 2 },
    ],
    wrong: [{ a: 2, b: 1 }],
    onlyBySchema: [{ a: 1, b: 2 }],
  },
  {
    what: "a condition on several attributes",
    schema: {
      ...KINDS_OF_SIZE,
      if: { properties: { kind: { const: "small" }, size: { const: 1 } } },
      then: { required: ["reason"] },
    },
    right: [
      { kind: "small", size: 8 },
      { kind: "small", size: 1, reason: "x" },
    ],
    wrong: [{ kind: "small", size: "x" }],
    onlyBySchema: [{ kind: "small", size: 1 }],
  },
  {
    what: "both ways of a condition of which only one can be told",
    schema: {
      ...KINDS_OF_SIZE,
      if: { required: ["reason"] },
      then: { properties: { size: { const: 1 } } },
      else: { properties: { size: { const: 2 } } },
    },
    right: [
      { kind: "small", size: 1, reason: "x" },
      { kind: "small", size: 2 },
    ],
    wrong: [{ kind: "small", size: 3 }],
    onlyBySchema: [{ kind: "small", size: 2, reason: "x" }],
  },
  {
    what: "what must not be, and limits",
    schema: only({ type: "string", not: { const: "x" }, maxLength: 3 }),
    right: values("y"),
    wrong: values(1),
    onlyBySchema: values("x", "long"),
  },
  {
    what: "keys that only have a meaning elsewhere",
    schema: only({ type: "string", items: false, properties: { b: false } }),
    right: values("x"),
    wrong: values(1),
  },
];

const SHARED = { $defs: { text: { type: "string" } } };

function nameOf(index: number): string {
  return `kind_${index}`;
}

describe("the type of a schema", () => {
  let catalog: Catalog;
  /** By kind and attributes. */
  let errors: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    const files = {
      "_schemas/shared.json": SHARED,
      ...Object.fromEntries(
        CASES.flatMap(({ schema }, index) => [
          [`_schemas/${nameOf(index)}.json`, schema],
          [`${nameOf(index)}.json`, policy({ kind: nameOf(index) })],
        ]),
      ),
    };
    let types: string;
    [catalog, types] = await withFolder(files, (folder) =>
      Promise.all([loadCatalog(folder), generatePolicyTypes(folder)]),
    );
    const questions = CASES.flatMap(
      ({ right, wrong = [], onlyBySchema = [] }, index) =>
        [...right, ...wrong, ...onlyBySchema].map((attributes) => ({
          kind: nameOf(index),
          attributes,
        })),
    );
    const found = errorsOf(
      types,
      questions.map(
        ({ kind, attributes }) =>
          `export const all: AttributesOf<Policies, "${kind}"> = ${JSON.stringify(attributes)};`,
      ),
    );
    errors = new Map(
      questions.map((question, index) => [
        keyOf(question.kind, question.attributes),
        found[index] ?? [],
      ]),
    );
  });

  function keyOf(kind: string, attributes: Attributes): string {
    return JSON.stringify([kind, attributes]);
  }

  /** Those that schema and type take, and those that only the type takes. */
  function verdicts(index: number, all: readonly Attributes[]): unknown {
    const kind = nameOf(index);
    return all.map((attributes) => ({
      attributes,
      schema: catalog.kind(kind).problems(attributes).length === 0,
      type: errors.get(keyOf(kind, attributes))?.length === 0,
    }));
  }

  it.each(CASES.map(({ what }, index) => [what, index] as const))(
    "knows %s",
    (_, index) => {
      const { right = [], wrong = [], onlyBySchema = [] } = CASES[index] ?? {};
      const expected = [
        ...right.map((each) => ({
          attributes: each,
          schema: true,
          type: true,
        })),
        ...wrong.map((each) => ({
          attributes: each,
          schema: false,
          type: false,
        })),
        ...onlyBySchema.map((each) => ({
          attributes: each,
          schema: false,
          type: true,
        })),
      ];
      expect(verdicts(index, [...right, ...wrong, ...onlyBySchema])).toEqual(
        expected,
      );
    },
  );
});

describe("a schema that means more than it says", () => {
  it("has a type all the same, soon", async () => {
    const last = 40;
    const defs = Array.from({ length: last }, (_, index) => {
      const next = { $ref: `#/$defs/step_${index + 1}` };
      const schema = { type: "object", properties: { a: next, b: next } };
      return [`step_${index}`, schema] as const;
    });
    const files = {
      "doc.json": policy({ kind: "doc" }),
      "_schemas/doc.json": {
        $ref: "#/$defs/step_0",
        $defs: { ...Object.fromEntries(defs), [`step_${last}`]: true },
      },
    };
    const types = await withFolder(files, generatePolicyTypes);
    expect(types).toContain("readonly a?: unknown;");
  });
});
