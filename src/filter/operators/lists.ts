import { includes } from "../cel/equal.ts";
import type { Term } from "../term.ts";
import { type Application, binary, ofTwo, type Operator } from "./operator.ts";

type List = readonly unknown[];

/** Set operations on lists, which may hold an element twice. Operands that are not lists are an error. */
export const LISTS: ReadonlyMap<string, Operator> = new Map([
  ["hasIntersection", binary(hasIntersection)],
  ["has_intersection", binary(hasIntersection)],
  ["isSubset", binary(isSubset)],
  ["is_subset", binary(isSubset)],
  ["intersect", binary(intersect)],
  ["except", binary(except)],
]);

function hasIntersection(left: Term, right: Term): Application {
  return {
    evaluate: ofLists(left, right, (a, b) =>
      a.some((each) => includes(b, each)),
    ),
    isBoolean: true,
    mayBeInt: false,
  };
}

function isSubset(left: Term, right: Term): Application {
  return {
    evaluate: ofLists(left, right, (a, b) =>
      a.every((each) => includes(b, each)),
    ),
    isBoolean: true,
    mayBeInt: false,
  };
}

/** The elements of the shorter list that the other list has too. If both are equally long, those of the left one. */
function intersect(left: Term, right: Term): Application {
  return {
    evaluate: ofLists(left, right, (a, b) =>
      a.length > b.length
        ? b.filter((each) => includes(a, each))
        : a.filter((each) => includes(b, each)),
    ),
  };
}

function except(left: Term, right: Term): Application {
  return {
    evaluate: ofLists(left, right, (a, b) =>
      a.filter((each) => !includes(b, each)),
    ),
  };
}

function ofLists(
  left: Term,
  right: Term,
  apply: (left: List, right: List) => unknown,
): Term["evaluate"] {
  return ofTwo(left, right, (a, b) =>
    Array.isArray(a) && Array.isArray(b) ? apply(a, b) : undefined,
  );
}
