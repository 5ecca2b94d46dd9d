/** An integer from 0 up to, not including, `below`. */
export type Random = (below: number) => number;

/** A linear congruential generator. It gives the same numbers everywhere, and is not random enough for secrets. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
