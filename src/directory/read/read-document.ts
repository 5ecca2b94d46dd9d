import type { DirectoryDraft } from "./checks/directory-draft.ts";
import { without } from "./schema/draft.ts";
import type { Doubts, Entry, Kind } from "./entry.ts";
import { isObject } from "../../util/is-object.ts";
import { quote } from "../../util/quote.ts";
import type { Origin, Report } from "./report.ts";
import { checkSchema, type Mapping } from "./schema/check.ts";
import { isKind, KINDS } from "./schema/schemas.ts";

/** Checks a document against its schema, and adds it to the draft without the values that the schema refuses. */
export function readDocument(
  value: unknown,
  at: Origin,
  draft: DirectoryDraft,
  report: Report,
): void {
  if (!isObject(value)) {
    report.add({
      origin: at,
      message: `${quote(value)} is not a document`,
      remedy: "Write a mapping with apiVersion, kind and id.",
    });
    draft.addUnreadable();
    return;
  }
  const { kind: given, id } = value;
  const origin = { ...at, ...names(given, id) };
  const kind = isKind(given) ? given : guessKind(given, origin, report);
  if (kind === undefined) {
    draft.addStray(id);
    return;
  }
  const document = kind === given ? value : { ...value, kind };
  const refused = checkSchema(kind, document, origin, report);
  if (refused?.included) {
    draft.add(entryOf(kind, origin, bare(document), "all"));
    return;
  }
  const accepted =
    refused === undefined ? document : without(document, refused);
  draft.add(entryOf(kind, origin, accepted, refused));
}

const TOP_LEVEL =
  /^(kind|id|organization|project):[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'#]+))[ \t]*(?:#.*)?$/gm;

/**
 * Adds the kind and id of a document that is not valid YAML, if they can be found. References to it are then no
 * problems.
 */
export function salvageDocument(
  text: string,
  at: Origin,
  draft: DirectoryDraft,
): void {
  const found: Record<string, string> = {};
  for (const [, key, double, single, plain] of text.matchAll(TOP_LEVEL)) {
    found[key ?? ""] ??= double ?? single ?? plain ?? "";
  }
  const { kind, id } = found;
  if (!isKind(kind) || id === undefined) {
    draft.addUnreadable();
    return;
  }
  draft.add(entryOf(kind, { ...at, ...names(kind, id) }, found, "all"));
}

/**
 * A draft has the shape of its kind's documents, because the values that do not fit were removed. The compiler cannot
 * check that.
 */
function entryOf(
  kind: Kind,
  origin: Origin,
  document: unknown,
  doubts: Doubts,
): Entry {
  return { kind, origin, document, doubts } as Entry;
}

/** Reports an unknown kind. Returns the kind that was probably meant. */
function guessKind(
  given: unknown,
  origin: Origin,
  report: Report,
): Kind | undefined {
  const path = ["kind"];
  const kinds = KINDS.join(", ");
  if (typeof given !== "string") {
    const message =
      given === undefined
        ? `"kind" is missing`
        : `${quote(given)} is not a kind`;
    report.add({ origin, path, message, remedy: `Write one of ${kinds}.` });
    return undefined;
  }
  report.add({
    origin,
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
