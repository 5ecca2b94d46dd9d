/** An order of sources that does not depend on where they were found. */
export function byText(a: object, b: object): number {
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}
