/** Every combination of one value of each name. The first name varies slowest. */
export function product<T extends Readonly<Record<string, unknown>>>(domains: {
  readonly [K in keyof T]: readonly T[K][];
}): T[] {
  return Object.entries<readonly unknown[]>(domains).reduce<object[]>(
    (rows, [name, values]) =>
      rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  ) as T[];
}
