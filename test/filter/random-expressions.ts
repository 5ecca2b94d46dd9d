import fc from "fast-check";
import { VALUES } from "./values.ts";
import type { Thing } from "./things.ts";

/** Values of three attributes. */
export const thing: fc.Arbitrary<Thing> = fc.record({
  x: fc.constantFrom(...VALUES),
  y: fc.constantFrom(...VALUES),
  z: fc.oneof(fc.boolean(), fc.constantFrom(...VALUES)),
});

const literal = fc.constantFrom(
  "null",
  "true",
  "1",
  "1.5",
  '"a"',
  '"\u{1f600}"',
  '["a"]',
  '{"a": 1}',
  "P.id",
  "P.attr.tags",
);
const list = fc.constantFrom(
  '["a"]',
  '["a", "b", "ab", "1"]',
  "[1, null]",
  "P.attr.tags",
  "P.attr.mixed",
);

/** A condition on x, y and z, in which parts are nested up to so many levels. */
export function condition(depth = 3): fc.Arbitrary<string> {
  return truth(depth, []);
}

/** @param variables those of the lambdas around it */
function truth(
  depth: number,
  variables: readonly string[],
): fc.Arbitrary<string> {
  const value = anyValue(variables);
  const leaf = fc.oneof(
    value,
    join(value, fc.constantFrom(" == ", " != "), fc.oneof(literal, value)),
    join(value, comparison, fc.constantFrom("1", "1.5", '"a"', "true")),
    join(value, comparison, value),
    join(fc.oneof(literal, value), " in ", value),
    join(value, " in ", list),
    join(value, " in [", value, ", ", value, "]"),
    join(value, search, '("a")'),
    join(value, search, "(", value, ")"),
    join("size(", value, ")", comparison, fc.constantFrom("0", "1", "2")),
    join(value, sets, "(", list, ")"),
    join(value, " + 1.5", comparison, value),
    join(value, " + ", value, " == ", value),
  );
  if (depth === 0) return leaf;
  const part = truth(depth - 1, variables);
  const element = `e${variables.length}`;
  return fc.oneof(
    leaf,
    join("(", part, fc.constantFrom(" && ", " || "), part, ")"),
    join("(", part, fc.constantFrom(" && ", " || "), part, ")"),
    join("!(", part, ")"),
    join("(", part, " ? ", part, " : ", part, ")"),
    join(
      value,
      fc.constantFrom(".exists(", ".all(", ".exists_one("),
      `${element}, `,
      truth(depth - 1, [...variables, element]),
      ")",
    ),
  );
}

const comparison = fc.constantFrom(" < ", " <= ", " > ", " >= ");
const search = fc.constantFrom(".startsWith", ".endsWith", ".contains");
const sets = fc.constantFrom(".hasIntersection", ".isSubset");

function anyValue(variables: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom("R.attr.x", "R.attr.y", "R.attr.z", ...variables);
}

function join(
  ...parts: readonly (string | fc.Arbitrary<string>)[]
): fc.Arbitrary<string> {
  return fc
    .tuple(
      ...parts.map((part) =>
        typeof part === "string" ? fc.constant(part) : part,
      ),
    )
    .map((texts) => texts.join(""));
}
