import { MAX_ACTIONS } from "../pdp/pdp.ts";
import type { Question } from "./question.ts";

/** A message to the PDP may have 4 MiB. The sizes below are upper bounds, and this leaves room for everything else. */
const MAX_BYTES = 3.5 * 1024 * 1024;

/** The most bytes that a name, a number or an empty list takes, not counting its text. */
const OVERHEAD = 16;

/** The most projects whose roles a request carries. The PDP searches all of them for the project of each resource. */
export const MAX_PROJECTS = 100;

/**
 * Splits questions, in their order, into requests that a PDP accepts and answers quickly (`docs/model.md`, "Limits").
 */
export function splitByLimits(
  questions: readonly Question[],
): readonly (readonly Question[])[] {
  if (questions.length <= 1) return [questions];
  const requests: Question[][] = [];
  let current: Question[] = [];
  let bytes = 0;
  let projects = new Set<unknown>();
  for (const question of questions) {
    const { id, attr } = question.resource;
    const { project } = attr;
    // The project is in the resource, and in the roles of up to four apps.
    const size = sizeOf(attr) + sizeOf(id) + 4 * sizeOf(project);
    const isFull =
      current.length === MAX_ACTIONS ||
      bytes + size > MAX_BYTES ||
      (projects.size === MAX_PROJECTS && !projects.has(project));
    if (isFull && current.length > 0) {
      requests.push(current);
      current = [];
      bytes = 0;
      projects = new Set();
    }
    current.push(question);
    bytes += size;
    projects.add(project);
  }
  requests.push(current);
  return requests;
}

/** An upper bound for the bytes of a value in a request. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return OVERHEAD + value.length * 3;
  if (typeof value !== "object" || value === null) return OVERHEAD;
  let size = OVERHEAD;
  if (Array.isArray(value)) {
    for (const each of value) size += sizeOf(each);
    return size;
  }
  for (const name of Object.keys(value)) {
    const each = (value as Readonly<Record<string, unknown>>)[name];
    size += OVERHEAD + name.length * 3 + sizeOf(each);
  }
  return size;
}
