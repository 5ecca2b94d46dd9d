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

/** The number of line breaks, counted as in YAML: CR LF is one. */
export function countBreaks(text: string, from = 0, to = text.length): number {
  let count = 0;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x0a) count++;
    else if (code === 0x0d && text.charCodeAt(index + 1) !== 0x0a) count++;
  }
  return count;
}

function isBlank(text: string): boolean {
  return text.split(/[\r\n]/).every((line) => /^\s*(?:#|$)/.test(line));
}
