import type { PlanExpressionOperand } from "@cerbos/core";
import { describe, expect, it } from "vitest";
import {
  MissingAttributeError,
  UnsuitableAttributeError,
} from "../../src/filter/attribute-errors.ts";
import { compileCondition } from "../../src/filter/compile-condition.ts";
import { UnsupportedPlanError } from "../../src/filter/unsupported-plan-error.ts";
import { attr, is, value, variable } from "./plans.ts";

const OPEN = is("eq", attr("access"), value("everyone"));
const LISTED = is("in", value("ana"), attr("editors"));
const EDITABLE = is("or", OPEN, LISTED);

function judge(
  condition: PlanExpressionOperand,
  attributes: object,
  id?: string,
): boolean {
  return compileCondition(condition)({
    id,
    attr: attributes as Record<string, unknown>,
  });
}

describe("an attribute that is missing", () => {
  it.each([
    ["on the side that decides", EDITABLE, { editors: ["ana"] }, "access"],
    ["beside what decides", EDITABLE, { access: "everyone" }, "editors"],
    [
      "before what decides",
      is("or", LISTED, OPEN),
      { access: "everyone" },
      "editors",
    ],
    [
      "where something else refuses",
      is("and", OPEN, LISTED),
      { access: "editors" },
      "editors",
    ],
    [
      "under not",
      is("not", is("eq", attr("access"), value("editors"))),
      {},
      "access",
    ],
    [
      "in the branch that is not taken",
      is("if", attr("on"), OPEN, LISTED),
      { on: true, access: "everyone" },
      "editors",
    ],
    [
      "in a lambda over nothing",
      is(
        "exists",
        attr("editors"),
        is("lambda", is("eq", variable("e"), attr("access")), variable("e")),
      ),
      { editors: [] },
      "access",
    ],
    ["because it is undefined", OPEN, { access: undefined }, "access"],
    [
      "because it is inherited",
      OPEN,
      Object.create({ access: "everyone" }) as object,
      "access",
    ],
    [
      "though every object has something of its name",
      is("ne", attr("constructor"), value("x")),
      {},
      "constructor",
    ],
    [
      "though every object has a prototype",
      is("eq", attr("__proto__"), is("struct")),
      {},
      "__proto__",
    ],
    [
      "inside another one",
      is("eq", attr("owner.team"), value("web")),
      { owner: { name: "ana" } },
      "owner.team",
    ],
    [
      "inside of what is no object",
      is("eq", attr("owner.length"), value(3)),
      { owner: "ana" },
      "owner.length",
    ],
    [
      "inside an element",
      is(
        "exists",
        attr("owners"),
        is("lambda", is("eq", variable("e.id"), value("ana")), variable("e")),
      ),
      { owners: [{ name: "ana" }] },
      "e.id",
    ],
  ])("%s is named", (_, condition, attributes, attribute) => {
    expect(() => judge(condition, attributes)).toThrow(
      new MissingAttributeError(attribute),
    );
  });

  it("does not matter where the condition does not read it", () => {
    expect(judge(OPEN, { access: "everyone" })).toBe(true);
  });

  it("is no matter of its value: null, false, 0 and the empty string are there", () => {
    for (const access of [null, false, 0, ""]) {
      expect(judge(OPEN, { access })).toBe(false);
    }
  });
});

describe("the resource's id", () => {
  const ITSELF = is("eq", variable("request.resource.id"), value("f1"));

  it("is compared where it is given", () => {
    expect(judge(ITSELF, {}, "f1")).toBe(true);
    expect(judge(ITSELF, {}, "f2")).toBe(false);
  });

  it("is missed where it is not, whatever the attributes", () => {
    expect(() => judge(ITSELF, { id: "f1" })).toThrow(
      new MissingAttributeError("id"),
    );
  });

  it("is another than the attribute id", () => {
    const both = is("and", ITSELF, is("eq", attr("id"), value("x")));
    expect(judge(both, { id: "x" }, "f1")).toBe(true);
    expect(judge(both, { id: "f1" }, "x")).toBe(false);
  });
});

it("an attribute whose name has a dot is another than one inside an attribute", () => {
  const condition = is(
    "and",
    is(
      "eq",
      is("index", variable("request.resource.attr"), value("a.b")),
      value(1),
    ),
    is("eq", attr("a.b"), value(2)),
  );
  expect(judge(condition, { "a.b": 1, a: { b: 2 } })).toBe(true);
  expect(judge(condition, { "a.b": 2, a: { b: 1 } })).toBe(false);
});

describe("a value that JSON does not have", () => {
  it.each([
    ["not a number", Number.NaN],
    ["infinite", Infinity],
    ["a bigint", 1n],
    ["a symbol", Symbol("everyone")],
    ["a function", () => "everyone"],
    ["a date", new Date()],
    ["a set", new Set(["ana"])],
    ["a map", new Map()],
    ["a string with half of a surrogate pair", "\ud83d"],
  ])("is refused: %s", (_, unsuitable) => {
    const conditions = [
      is("ne", attr("x"), value("a")),
      is("not", is("in", value("ana"), attr("x"))),
      is("not", is("in", attr("x"), value(["a", "b", "c"]))),
      is("or", is("eq", attr("access"), value("everyone")), attr("x")),
    ];
    for (const condition of conditions) {
      expect(() =>
        judge(condition, { access: "everyone", x: unsuitable }),
      ).toThrow(new UnsuitableAttributeError(["x"], "is not a JSON value"));
    }
  });

  it("is refused though another part decides, also inside an attribute", () => {
    const condition = is("ne", attr("owner.since"), value("never"));
    expect(() => judge(condition, { owner: { since: new Date() } })).toThrow(
      new UnsuitableAttributeError(["owner.since"], "is not a JSON value"),
    );
  });
});

describe("a value of a type that the condition is not made for", () => {
  it.each([
    ["in, of a string", LISTED, { editors: "ana" }],
    ["in, of a number", LISTED, { editors: 5 }],
    ["in, of null", LISTED, { editors: null }],
    ["less, of a string", is("lt", attr("n"), value(5)), { n: "1" }],
    ["less, of null", is("lt", attr("n"), value(5)), { n: null }],
    ["greater, of a list", is("gt", attr("n"), value(5)), { n: [9] }],
    ["a string for a boolean", attr("on"), { on: "true" }],
    [
      "a number for a boolean",
      is("and", attr("on"), OPEN),
      { on: 1, access: "everyone" },
    ],
    [
      "a negated in, of a string",
      is("not", is("in", value("ana"), attr("editors"))),
      { editors: "bob" },
    ],
  ])("is never an allow: %s", (_, condition, attributes) => {
    expect(judge(condition, attributes)).toBe(false);
  });

  it("is named where an allow would depend on it", () => {
    const attributes = { access: "everyone", editors: "ana" };
    expect(() => judge(EDITABLE, attributes)).toThrow(
      expect.objectContaining({
        name: "UnsuitableAttributeError",
        attributes: ["editors"],
      }),
    );
    expect(judge(EDITABLE, { access: "editors", editors: "ana" })).toBe(false);
  });
});

describe("one condition", () => {
  it("judges any number of resources, each by itself", () => {
    const matches = compileCondition(EDITABLE);
    const resources = [
      { access: "everyone", editors: [] },
      { access: "editors", editors: ["ana"] },
      { access: "editors", editors: ["bob"] },
    ];
    const answers = [...resources, ...resources].map((each) =>
      matches({ attr: each }),
    );
    expect(answers).toEqual([true, true, false, true, true, false]);
  });

  it("forgets a resource that it could not judge", () => {
    const matches = compileCondition(is("and", OPEN, LISTED));
    const listed = { access: "everyone", editors: ["ana"] };
    expect(matches({ attr: listed })).toBe(true);
    expect(() => matches({ attr: { access: "everyone" } })).toThrow();
    expect(matches({ attr: { access: "everyone", editors: [] } })).toBe(false);
    expect(matches({ attr: listed })).toBe(true);
  });

  it("takes a list of any length", () => {
    for (const count of [1, 2, 3, 100]) {
      const projects = Array.from({ length: count }, (_, n) => `p${n}`);
      const matches = compileCondition(
        is("in", attr("project"), value(projects)),
      );
      for (const project of projects) {
        expect(matches({ attr: { project } })).toBe(true);
      }
      expect(matches({ attr: { project: `p${count}` } })).toBe(false);
      expect(matches({ attr: { project: projects } })).toBe(false);
    }
  });
});

describe("a plan that no planner should give is refused", () => {
  const X = attr("x");
  it.each([
    [variable("request.principal.attr.x"), "request.principal.attr.x"],
    [is("eq", variable("P.id"), X), "P.id"],
    [is("eq", variable("request.resource.kind"), X), "request.resource.kind"],
    [is("eq", variable("request.resource.attr"), X), "request.resource.attr"],
    [is("eq", variable("e"), X), "e"],
    [is("shred", X), "shred"],
    [is("constructor", X), "constructor"],
    [is("set-field", value("a"), X), "set-field"],
    [is("lambda", X, variable("e")), "lambda"],
    [is("eq", X), "eq"],
    [is("eq", X, X, X), "eq"],
    [is("not", X, X), "not"],
    [is("and"), "and"],
    [is("if", X, X), "if"],
    [is("lt", value(5), value("z")), "lt"],
    [is("exists", X), "exists"],
    [is("exists", X, X), "exists"],
    [is("exists", X, is("lambda", X)), "exists"],
    [is("exists", X, is("lambda", X, value("e"))), "exists"],
    [is("exists", X, is("lambda", X, variable("request"))), "exists"],
    [is("eq", X, is("struct", is("set-field", X, X))), "struct"],
    [is("eq", X, is("struct", value("a"))), "struct"],
    [
      is(
        "eq",
        X,
        is(
          "struct",
          is("set-field", value("a"), X),
          is("set-field", value("a"), value(1)),
        ),
      ),
      "struct",
    ],
  ])("case %#", (condition, subject) => {
    let thrown: unknown;
    try {
      compileCondition(condition);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UnsupportedPlanError);
    expect(thrown).toMatchObject({
      subject,
      message: expect.stringContaining("checkMany") as string,
    });
  });
});
