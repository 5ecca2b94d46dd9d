/** Why an operator is not evaluated here, as the end of a sentence that begins with it. */
export function reasonAgainst(operator: string): string {
  return REASONS.get(operator) ?? "is no operator that is evaluated here";
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["matches", "takes a pattern of RE2, which JavaScript reads otherwise"],
  ["filter", "may stand for map(x, p, t), which plans write like filter(x, p)"],
  ["timestamp", "is about time, which a plan fixes when it is made"],
  ["mod", "is between ints only, and attributes have doubles"],
]);
