import { describe, expect, it } from "vitest";
import { generatePolicyTypes } from "../../src/policies/types/generate.ts";
import {
  type PolicyNames,
  readPolicyNames,
} from "../../src/policies/types/names.ts";
import { policy, type PolicyParts, withFolder } from "./types-folder.ts";

const SCHEMA = { "_schemas/doc.json": { type: "object" } };

function docWith(parts: Omit<PolicyParts, "kind">): Files {
  return { ...SCHEMA, "doc.json": policy({ kind: "doc", ...parts }) };
}

type Files = Readonly<Record<string, unknown>>;

function namesIn(files: Files): Promise<PolicyNames> {
  return withFolder(files, readPolicyNames);
}

async function codesOf(
  refusal: string,
  definitions: Pick<PolicyParts, "variables" | "constants"> = {},
): Promise<readonly string[] | "computed"> {
  const { codes, computedBy } = await namesIn(
    docWith({ refusals: [refusal], ...definitions }),
  );
  if (computedBy.length === 0) return codes;
  expect(computedBy).toEqual(["doc.json#refusal_0"]);
  return "computed";
}

describe("refusal codes are found", () => {
  it.each([
    ["in a mapping", `{"code": "closed"}`, ["closed"]],
    ["in any quotes", `{'code': r'closed'}`, ["closed"]],
    [
      "by either way of a choice, and of one in another",
      `{"code": R.attr.a ? "x" : (R.attr.b ? "y" : "z")}`,
      ["x", "y", "z"],
    ],
    [
      "in whichever mapping is chosen",
      `R.attr.a ? {"code": "x", "more": R.id} : {"code": "y"}`,
      ["x", "y"],
    ],
    [
      "beside a sentence of the rule's own",
      `{"reason": "It is " + string(R.attr.a), "code": "closed", "more": [1]}`,
      ["closed"],
    ],
    [
      "beside sentences, by either way of a choice",
      `R.attr.a ? {"code": R.attr.b ? "x" : "y", "reason": "b"} : {"code": "z", "reason": R.attr.c}`,
      ["x", "y", "z"],
    ],
    ["once each", `{"code": R.attr.a ? "x" : "x"}`, ["x"]],
    ["nowhere in a mapping without one", `{"reason": "x"}`, []],
    ["nowhere in what is no mapping", `R.attr.a ? "x" : ["code", "y"]`, []],
    ["nowhere in what is no text", `{"code": R.attr.a ? 5 : b"x"}`, []],
  ])("%s", async (_, refusal, codes) => {
    expect(await codesOf(refusal)).toEqual(codes);
  });

  it("through variables and constants, of the policy and of others", async () => {
    const names = await namesIn({
      ...SCHEMA,
      "doc.json": policy({
        kind: "doc",
        refusals: [`V.refusal`, `{"code": V.shared}`],
        variables: {
          import: ["shared"],
          local: {
            refusal: `R.attr.a ? {"code": C.local} : {"code": V.chosen}`,
            chosen: `R.attr.b ? constants.imported : "written"`,
          },
        },
        constants: { import: ["names"], local: { local: "from_local" } },
      }),
      "shared.json": {
        apiVersion: "api.cerbos.dev/v1",
        exportVariables: {
          name: "shared",
          definitions: { shared: `"from_shared"` },
        },
      },
      "names.json": {
        apiVersion: "api.cerbos.dev/v1",
        exportConstants: {
          name: "names",
          definitions: { imported: "from_export" },
        },
      },
    });
    expect(names).toMatchObject({
      codes: ["from_export", "from_local", "from_shared", "written"],
      computedBy: [],
    });
  });
});

describe("a refusal code has to be computed", () => {
  it.each([
    ["from an attribute", `{"code": R.attr.reason}`],
    ["by a function", `{"code": "closed_" + string(R.attr.a)}`],
    ["in one of the ways of a choice", `{"code": R.attr.a ? "x" : R.id}`],
    ["under a name that is computed", `{R.attr.name: "x"}`],
    ["in a mapping that is an attribute", `R.attr.refusal`],
    ["in a mapping that a function makes", `cel.bind(x, {"code": "x"}, x)`],
    ["from a variable that is nowhere", `{"code": V.nowhere}`],
    ["from a part of a constant", `{"code": C.codes.closed}`],
    ["from a constant that is no text", `{"code": C.codes}`],
    ["in an expression that is not understood", `{"code" "x"}`],
    ["from a variable of itself", `{"code": V.a}`],
  ])("%s", async (_, refusal) => {
    const codes = await codesOf(refusal, {
      variables: { local: { a: `V.b + "x"`, b: `V.a` } },
      constants: { local: { codes: { closed: "x" } } },
    });
    expect(codes).toBe("computed");
  });

  it("where there are policies for principals or roles, too", async () => {
    const names = await namesIn({
      ...SCHEMA,
      "doc.json": policy({ kind: "doc" }),
      "ana.json": {
        apiVersion: "api.cerbos.dev/v1",
        principalPolicy: { principal: "ana", version: "default", rules: [] },
      },
    });
    expect(names).toMatchObject({
      codes: [],
      computedBy: ["ana.json"],
    });
  });

  it("and then any text is one, with a comment that says why", async () => {
    const types = await withFolder(
      docWith({ refusals: [`{"code": "closed"}`, `{"code": R.attr.reason}`] }),
      generatePolicyTypes,
    );
    expect(types).toContain(`
  /** The refusal codes: any text, because these compute their codes: doc.json#refusal_1. */
  readonly codes: string;
`);
  });
});
