import type { ErrorObject } from "ajv/dist/2020.js";
import type { Kind } from "../entry.ts";
import type { Path } from "../path.ts";
import { PathTree } from "./path-tree.ts";
import type { Place, Report } from "../report.ts";
import { explainError } from "./explanation.ts";
import { schemaOf } from "./schemas.ts";

/** Lists longer than this are checked a slice at a time: the validator keeps several errors for each wrong item. */
const SLICE = 1000;

/** More keys than any mapping of any kind has: such a mapping gets one problem, not one for each key. */
const MOST_KEYS = 100;

export type Mapping = Readonly<Record<string, unknown>>;

/** Reports what the schema of `kind` refuses in a document; returns where, or undefined if the document is right. */
export function checkSchema(
  kind: Kind,
  value: Mapping,
  place: Place,
  report: Report,
): PathTree | undefined {
  const { accepts, explain } = schemaOf(kind);
  if (accepts(value)) return undefined;
  const refused = new PathTree();
  const wide = findWide(value);
  if (wide !== undefined) {
    refused.add([]);
    report.add({
      place,
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
      // One sentence for one value, even if several keywords refuse it.
      if (refused.covers(path)) continue;
      refused.add(path);
      report.add({ place, path, ...explainError(error, report) });
    }
  }
  // A value that only the whole shows to be wrong, such as a list whose first and last items are the same.
  if (refused.isLeaf && !refused.included) {
    for (const error of accepts.errors ?? []) {
      refused.add(pathOf(error));
      report.add({
        place,
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
 * The errors without those that only say which branch of a `oneOf` did not fit. A group's member is a user id or a mapping
 * with one: text is judged as the former, a mapping as the latter, anything else is neither.
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
    const isMapping =
      typeof data === "object" && data !== null && !Array.isArray(data);
    return isMapping
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
