/** The seed of what is random: ROLEBOOK_SEED, a number or `random`; 1 if that is not set, so that a red run can be run again. */
export const SEED =
  process.env["ROLEBOOK_SEED"] === "random"
    ? Math.floor(Math.random() * 2 ** 31)
    : numberFrom(process.env["ROLEBOOK_SEED"] ?? "1");

/** @throws {Error} where the text is no whole number of at most nine digits */
export function numberFrom(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`"${text}" is not a number of decisions or a seed`);
}
