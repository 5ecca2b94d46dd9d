/** Every choice of one value from each list, as objects of the same keys. */
export function combinations<
  Lists extends Readonly<Record<string, readonly unknown[]>>,
>(lists: Lists): { [Name in keyof Lists]: Lists[Name][number] }[] {
  return Object.entries(lists).reduce<object[]>(
    (chosen, [name, values]) =>
      chosen.flatMap((each) =>
        values.map((value) => ({ ...each, [name]: value })),
      ),
    [{}],
  ) as { [Name in keyof Lists]: Lists[Name][number] }[];
}
