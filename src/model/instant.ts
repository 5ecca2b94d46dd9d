/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(T(?:[01]\d|2[0-3]):\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/i;

/**
 * The instant that a text names: a date, which begins at midnight UTC, or a date and time with its zone.
 *
 * Undefined where it names none, as a 30th of February does.
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

/** @throws {RangeError} where it is not an instant */
export function toInstant(at: Date | Instant): Instant {
  const instant = at instanceof Date ? at.getTime() : at;
  if (Number.isFinite(instant)) return instant;
  throw new RangeError(`${String(at)} is not an instant.`);
}
