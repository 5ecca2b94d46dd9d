import { describe, expect, it } from "vitest";
import {
  type Coverage,
  type CoverageItem,
  isComplete,
} from "../../src/policies/coverage/coverage.ts";
import { policyCoverage } from "../../src/policies/coverage/measure.ts";
import { type Contents, policyFolder } from "./coverage-folder.ts";

/** A test of many decisions, which are traced sample by sample. */

const NUMBER = 20;
const ROLES = ["writer", "reader", "none"] as const;

/** What people who may or may not write can do with documents, one each, most of them open. */
async function coverageOf(
  ownerOf: (index: number) => string,
  contents: Contents = {},
): Promise<Coverage> {
  const named = (toFixture: (index: number) => object): object =>
    Object.fromEntries(
      Array.from({ length: NUMBER }, (_, index) => [
        `n${index}`,
        toFixture(index),
      ]),
    );
  const principals = named((index) => ({
    id: `n${index}`,
    roles: ["user"],
    attr: { role: ROLES[index % 3] },
  }));
  const resources = named((index) => ({
    kind: "document",
    id: "d",
    attr: {
      owner: ownerOf(index),
      state: index % 5 === 2 ? "closed" : "open",
    },
  }));
  const everyone = Object.keys(principals);
  const suite = {
    name: "large",
    ...{ principals, resources },
    // As a group, as suites name many.
    principalGroups: { everyone: { principals: everyone } },
    tests: [
      {
        name: "everybody with everything",
        input: {
          principalGroups: ["everyone"],
          resources: Object.keys(resources),
          actions: ["edit", "read"],
        },
        expected: [
          {
            principal: "n0",
            resource: "n0",
            actions: { read: "EFFECT_ALLOW" },
          },
        ],
      },
    ],
  };
  const files = {
    ...contents.files,
    "document_test.yaml": null,
    "large_test.yaml": suite,
  };
  return policyCoverage(await policyFolder({ ...contents, files }));
}

function ruleEdit({ items }: Coverage): CoverageItem | undefined {
  return items.find(({ part, name }) => part === "rule" && name === "edit");
}

describe("a large test", () => {
  it("is traced in part where that shows everything", async () => {
    const coverage = await coverageOf((index) => `n${index - (index % 3)}`);
    expect(isComplete(coverage)).toBe(true);
    expect(coverage.decisions).toEqual({ total: 800, traced: 98 });
  });

  it.each([
    [0, 1],
    [18, 0],
    [6, 13],
  ])(
    "is traced until it shows the one decision that matters: n%i with n%i",
    async (owner, owned) => {
      const coverage = await coverageOf((index) =>
        index === owned ? `n${owner}` : "nobody",
      );
      expect(isComplete(coverage)).toBe(true);
      expect(ruleEdit(coverage)).toMatchObject({ yes: 1 });
    },
  );

  it("is traced to its end for what it does not show, without the actions that showed everything", async () => {
    const coverage = await coverageOf(() => "nobody");
    expect(isComplete(coverage)).toBe(false);
    expect(coverage.decisions).toEqual({ total: 800, traced: 449 });
    expect(ruleEdit(coverage)).toMatchObject({ yes: 0, no: 400 });
  });

  it("is traced until it shows who holds a derived role", async () => {
    const definition = (name: string, expr: string): object => ({
      name,
      parentRoles: ["user"],
      condition: { match: { expr } },
    });
    const roles = {
      apiVersion: "api.cerbos.dev/v1",
      derivedRoles: {
        name: "people",
        definitions: [
          definition("owner", "R.attr.owner == P.id"),
          definition("writer", 'P.attr.role == "writer"'),
        ],
      },
    };
    const read = {
      name: "read",
      actions: ["read"],
      effect: "EFFECT_ALLOW",
      derivedRoles: ["owner", "writer"],
    };
    const coverage = await coverageOf(
      (index) => (index === 13 ? "n6" : "nobody"),
      { rules: [read], files: { "people.yaml": roles } },
    );
    expect(isComplete(coverage)).toBe(true);
  });
});
