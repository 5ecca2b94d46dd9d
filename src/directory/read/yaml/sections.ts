import { countBreaks } from "../../../util/line-breaks.ts";
import type { Section } from "../report.ts";

const MARKER = /^---(?=[ \t\r\n]|$)/gm;

/**
 * Cuts a file where its documents begin; undefined if the file has directives (`%YAML`, `%TAG`), because these belong
 * to the document after them.
 */
export function splitDocuments(text: string): readonly Section[] | undefined {
  if (/^%/m.test(text)) return undefined;
  const sections: Section[] = [];
  let start = 0;
  let line = 1;
  const cut = (end: number): void => {
    const part = text.slice(start, end);
    if (start > 0 || !isBlank(part)) {
      sections.push({ text: part, firstLine: line });
    }
    line += countBreaks(part);
    start = end;
  };
  for (const { index } of text.matchAll(MARKER)) if (index > 0) cut(index);
  cut(text.length);
  return sections;
}

function isBlank(text: string): boolean {
  return text.split(/[\r\n]/).every((line) => /^\s*(?:#|$)/.test(line));
}
