/** Why an operator is not evaluated in process, as the end of a sentence that begins with the operator. */
export function reasonAgainst(operator: string): string {
  return REASONS.get(operator) ?? "is an operator that is not supported here";
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["matches", "takes an RE2 pattern, which JavaScript reads differently"],
  ["filter", "may stand for map(x, p, t), which plans write like filter(x, p)"],
  ["timestamp", "is about time, which a plan fixes when it is made"],
  ["mod", "takes ints only, and numbers in attributes are doubles"],
]);
