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
