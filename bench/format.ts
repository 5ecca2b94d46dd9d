/** Text for numbers, short enough to compare by eye. */

/** Three significant digits, with commas at thousands: `1.09`, `48.2`, `3,120,000`. */
export function shortNumber(value: number): string {
  return new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 }).format(
    value,
  );
}

/** All digits, with commas at thousands: `90,000`. */
export function wholeNumber(value: number): string {
  return value.toLocaleString("en-US");
}

const UNITS = [
  { name: "ns", microseconds: 1e-3 },
  { name: "µs", microseconds: 1 },
  { name: "ms", microseconds: 1e3 },
  { name: "s", microseconds: 1e6 },
] as const;

/** A time in the largest unit that gives a number of at least one. */
export function shortTime(microseconds: number): string {
  const unit =
    UNITS.findLast((each) => microseconds >= each.microseconds) ?? UNITS[0];
  return `${shortNumber(microseconds / unit.microseconds)} ${unit.name}`;
}

/** A table in Markdown. All columns but the first hold numbers, and are aligned to the right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [head, rule, ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
