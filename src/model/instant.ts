/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(T(?:[01]\d|2[0-3]):\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/i;

/**
 * The instant that a text names: a date, meaning midnight UTC at its start, or a date and time with a time zone.
 *
 * Undefined if the text is neither, or if the date does not exist, such as February 30.
 */
export function parseInstant(text: string): Instant | undefined {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) {
    return undefined;
  }
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const instant = Date.parse(text);
  return exists && !Number.isNaN(instant) ? instant : undefined;
}

/** @throws {RangeError} if `at` is an invalid Date or not a finite number */
export function toInstant(at: Date | Instant): Instant {
  const instant = at instanceof Date ? at.getTime() : at;
  if (Number.isFinite(instant)) return instant;
  throw new RangeError(`${String(at)} is not an instant.`);
}
