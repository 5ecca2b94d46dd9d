import type { ErrorObject } from "ajv/dist/2020.js";
import type { Kind } from "../entry.ts";
import type { Path } from "../path.ts";
import { PathTree } from "./path-tree.ts";
import type { Origin, Report } from "../report.ts";
import { explainError } from "./explanation.ts";
import { schemaOf } from "./schemas.ts";
import { isObject } from "../../../util/is-object.ts";

/**
 * Longer lists are checked in slices of this length, because the validator keeps several errors for each wrong item.
 */
const SLICE = 1000;

/** No mapping of the format has this many keys. A mapping with more gets one problem, not one for each key. */
const MOST_KEYS = 100;

export type Mapping = Readonly<Record<string, unknown>>;

/**
 * Reports the values in a document that the schema of `kind` refuses. Returns their paths; undefined if there are none.
 */
export function checkSchema(
  kind: Kind,
  value: Mapping,
  origin: Origin,
  report: Report,
): PathTree | undefined {
  const { accepts, explain } = schemaOf(kind);
  if (accepts(value)) return undefined;
  const refused = new PathTree();
  const wide = findWide(value);
  if (wide !== undefined) {
    refused.add([]);
    report.add({
      origin,
      path: wide,
      message: `The mapping has more than ${MOST_KEYS} keys`,
      remedy: "Keep only the keys that are part of the format.",
    });
    return refused;
  }
  for (const { part, shift } of slices(value)) {
    if (report.overflowed) break;
    if (explain(part)) continue;
    for (const error of relevant(explain.errors ?? [])) {
      const path = shift(pathOf(error));
      // A value gets one problem, even if several keywords refuse it.
      if (refused.covers(path)) continue;
      refused.add(path);
      report.add({ origin, path, ...explainError(error, report) });
    }
  }
  // Some errors show only in the whole document, such as a long list whose first and last items are equal.
  if (refused.isLeaf && !refused.included) {
    for (const error of accepts.errors ?? []) {
      refused.add(pathOf(error));
      report.add({
        origin,
        path: pathOf(error),
        ...explainError(error, report),
      });
    }
  }
  return refused;
}

function findWide(value: unknown): Path | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value) && Object.keys(value).length > MOST_KEYS) return [];
  for (const [key, each] of Object.entries(value)) {
    const path = findWide(each);
    if (path === undefined) continue;
    return [Array.isArray(value) ? Number(key) : key, ...path];
  }
  return undefined;
}

interface Slice {
  readonly part: Mapping;
  readonly shift: (path: Path) => Path;
}

function* slices(value: Mapping): Generator<Slice> {
  const long = Object.entries(value).filter(
    (entry): entry is [string, unknown[]] =>
      Array.isArray(entry[1]) && entry[1].length > SLICE,
  );
  const rest = {
    ...value,
    ...Object.fromEntries(long.map(([key]) => [key, []])),
  };
  yield { part: rest, shift: (path) => path };
  for (const [key, list] of long) {
    for (let from = 0; from < list.length; from += SLICE) {
      yield {
        part: { ...rest, [key]: list.slice(from, from + SLICE) },
        shift: ([first, second, ...others]) =>
          first === key && typeof second === "number"
            ? [first, second + from, ...others]
            : [first, second, ...others].filter((each) => each !== undefined),
      };
    }
  }
}

/**
 * Leaves out errors that only say which branch of a `oneOf` did not match.
 *
 * A group's member is a user id, or a mapping with one. Text is treated as a user id, a mapping as such a mapping, and
 * any other value as neither.
 */
function relevant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = new Set(
    errors
      .filter(({ keyword }) => keyword === "oneOf")
      .map(({ instancePath }) => instancePath),
  );
  return errors.filter(({ instancePath, keyword, schemaPath, data }) => {
    if (!choices.has(instancePath)) return true;
    if (typeof data === "string") return schemaPath.includes("/userId/");
    return isObject(data)
      ? keyword !== "oneOf" && !schemaPath.includes("/userId/")
      : keyword === "oneOf";
  });
}

function pathOf({ instancePath, params }: ErrorObject): Path {
  const path = instancePath
    .split("/")
    .slice(1)
    .map((segment) =>
      /^\d+$/.test(segment)
        ? Number(segment)
        : segment.replaceAll("~1", "/").replaceAll("~0", "~"),
    );
  const named: unknown =
    params["additionalProperty"] ?? params["missingProperty"];
  return typeof named === "string" ? [...path, named] : path;
}
