import type { Corpus } from "./checks/corpus.ts";
import { without } from "./schema/draft.ts";
import type { Doubts, Entry, Kind } from "./entry.ts";
import { isObject } from "../../util/is-object.ts";
import { quote } from "../../util/quote.ts";
import type { Place, Report } from "./report.ts";
import { checkSchema, type Mapping } from "./schema/check.ts";
import { isKind, KINDS } from "./schema/schemas.ts";

/** Checks a document against its schema, and adds it to the corpus without the values that the schema refuses. */
export function readDocument(
  value: unknown,
  at: Place,
  corpus: Corpus,
  report: Report,
): void {
  if (!isObject(value)) {
    report.add({
      place: at,
      message: `${quote(value)} is not a document`,
      remedy: "Write a mapping with apiVersion, kind and id.",
    });
    corpus.addUnreadable();
    return;
  }
  const { kind: given, id } = value;
  const place = { ...at, ...names(given, id) };
  const kind = isKind(given) ? given : guessKind(given, place, report);
  if (kind === undefined) {
    corpus.addStray(id);
    return;
  }
  const document = kind === given ? value : { ...value, kind };
  const refused = checkSchema(kind, document, place, report);
  if (refused?.included) {
    corpus.add(entryOf(kind, place, bare(document), "all"));
    return;
  }
  const draft = refused === undefined ? document : without(document, refused);
  corpus.add(entryOf(kind, place, draft, refused));
}

const TOP_LEVEL =
  /^(kind|id|organization|project):[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'#]+))[ \t]*(?:#.*)?$/gm;

/**
 * Adds the kind and id of a document that is not valid YAML, if they can be found. References to it are then no
 * problems.
 */
export function salvageDocument(text: string, at: Place, corpus: Corpus): void {
  const found: Record<string, string> = {};
  for (const [, key, double, single, plain] of text.matchAll(TOP_LEVEL)) {
    found[key ?? ""] ??= double ?? single ?? plain ?? "";
  }
  const { kind, id } = found;
  if (!isKind(kind) || id === undefined) {
    corpus.addUnreadable();
    return;
  }
  corpus.add(entryOf(kind, { ...at, ...names(kind, id) }, found, "all"));
}

/**
 * A draft has the shape of its kind's documents, because the values that do not fit were removed. The compiler cannot
 * check that.
 */
function entryOf(
  kind: Kind,
  place: Place,
  document: unknown,
  doubts: Doubts,
): Entry {
  return { kind, place, document, doubts } as Entry;
}

/** Reports an unknown kind. Returns the kind that was probably meant. */
function guessKind(
  given: unknown,
  place: Place,
  report: Report,
): Kind | undefined {
  const path = ["kind"];
  const kinds = KINDS.join(", ");
  if (typeof given !== "string") {
    const message =
      given === undefined
        ? `"kind" is missing`
        : `${quote(given)} is not a kind`;
    report.add({ place, path, message, remedy: `Write one of ${kinds}.` });
    return undefined;
  }
  report.add({
    place,
    path,
    message: `Unknown kind ${quote(given)}`,
    remedy: report.remedy(given, KINDS, `Use one of ${kinds}.`),
  });
  const meant = report.suggester.suggest(given, KINDS);
  return isKind(meant) ? meant : undefined;
}

function names(kind: unknown, id: unknown): { kind?: string; id?: string } {
  return {
    ...(typeof kind === "string" ? { kind } : {}),
    ...(typeof id === "string" ? { id } : {}),
  };
}

/** The names by which others may refer to a document that was refused as a whole. */
function bare({ id, organization, project }: Mapping): Mapping {
  return Object.fromEntries(
    Object.entries({ id, organization, project }).filter(
      ([, each]) => typeof each === "string",
    ),
  );
}
