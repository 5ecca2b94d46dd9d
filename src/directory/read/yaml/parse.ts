import {
  constructFromEvents,
  EVENT_ID,
  parseEvents,
  YAMLException,
  type Event,
} from "js-yaml";
import { explainYaml } from "./explanation.ts";
import type { Origin, Report, Section } from "../report.ts";
import { countBreaks } from "../../../util/line-breaks.ts";
import { splitDocuments } from "./sections.ts";

/** The deepest nesting that is parsed. The documents of a directory need four levels. */
const DEEPEST = 32;

/** The most values, and the most lines, in a file. The parser's result takes many times the memory of the text. */
const MOST = 1_000_000;

/** The most syntax errors that are reported for one file. Documents after the last of them are not read. */
const MOST_ERRORS = 100;

/** A document with its value, or with its text if it is not valid YAML. */
export type YamlDocument = { readonly origin: Origin } & (
  { readonly value: unknown } | { readonly text: string }
);

/**
 * The documents of one file, without the empty ones.
 *
 * If the file has a syntax error, each document is parsed separately, so that the valid ones are still known.
 */
export function parseYaml(
  file: string,
  text: string,
  report: Report,
): readonly YamlDocument[] {
  if (countValues(text) > MOST || countBreaks(text) > MOST) {
    report.add({
      origin: { file },
      message: `The file holds more than ${MOST} values or lines`,
      remedy: "Split it into several files.",
    });
    return [{ origin: { file }, text: "" }];
  }
  const whole = { text, firstLine: 1 };
  try {
    return parseSection(file, whole, 1).documents;
  } catch (error) {
    const documents = parseEach(file, splitDocuments(text) ?? [whole], report);
    // The error must be reported, even if each document alone is valid.
    if (documents.every((document) => "value" in document)) {
      report.add({ origin: { file }, ...explainYaml(error) });
    }
    return documents;
  }
}

/** The parser's events for a section. Throws the parser's exceptions. */
export function sectionEvents({ text }: Section): Event[] {
  return parseEvents(text, { maxDepth: DEEPEST });
}

function parseEach(
  file: string,
  sections: readonly Section[],
  report: Report,
): readonly YamlDocument[] {
  const documents: YamlDocument[] = [];
  let number = 1;
  let errors = 0;
  for (const section of sections) {
    try {
      const parsed = parseSection(file, section, number);
      for (const document of parsed.documents) documents.push(document);
      number += parsed.count;
    } catch (error) {
      const origin = { file, document: number++, section, index: 0 };
      const line =
        section.firstLine +
        (error instanceof YAMLException ? (error.mark?.line ?? 0) : 0);
      report.add({ origin, line, ...explainYaml(error) });
      documents.push({ origin, text: section.text });
      if (++errors === MOST_ERRORS) {
        documents.push({ origin: { file }, text: "" });
        break;
      }
    }
  }
  return documents;
}

function parseSection(
  file: string,
  section: Section,
  firstNumber: number,
): { readonly count: number; readonly documents: readonly YamlDocument[] } {
  const events = sectionEvents(section);
  const empty = emptyDocuments(events);
  const values = constructFromEvents(events, {
    source: section.text,
    maxAliases: 0,
  });
  const documents: YamlDocument[] = [];
  values.forEach((value, index) => {
    if (empty.has(index)) return;
    const origin = { file, document: firstNumber + index, section, index };
    documents.push({ origin, value });
  });
  return { count: values.length, documents };
}

/** The indexes of documents that have at most comments. A document with `null` or `~` is not empty. */
function emptyDocuments(events: readonly Event[]): ReadonlySet<number> {
  const empty = new Set<number>();
  let number = -1;
  events.forEach((event, index) => {
    if (event.type !== EVENT_ID.DOCUMENT) return;
    number++;
    const content = events[index + 1];
    if (
      content?.type === EVENT_ID.SCALAR &&
      content.valueStart < 0 &&
      content.tagStart < 0 &&
      content.anchorStart < 0
    ) {
      empty.add(number);
    }
  });
  return empty;
}

/** An upper bound of the number of values: the number of characters that can begin or separate values. */
function countValues(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 0x2c: // ,
      case 0x5b: // [
      case 0x7b: // {
        count++;
        break;
      case 0x2d: // -
      case 0x3a: // :
      case 0x3f: // ?
        // These separate values only if no digit or letter follows. The hyphens and colons of a date do not.
        if (!(text.charCodeAt(index + 1) > 0x2f)) count++;
        break;
    }
  }
  return count;
}
