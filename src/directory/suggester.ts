import { distance } from "fastest-levenshtein";

/** How many candidates one suggester looks at, so that a directory full of mistakes does not take minutes to refuse. */
const CANDIDATES = 5_000_000;

/** Finds what somebody may have meant. Once it has looked at very many candidates it suggests nothing. */
export class Suggester {
  #left = CANDIDATES;

  /** The candidate nearest to `word`, compared without case; nothing where none is near. */
  suggest(word: string, candidates: Iterable<string>): string | undefined {
    const wanted = word.toLowerCase();
    let nearest: string | undefined;
    let least = (word.length < 3 ? 1 : word.length < 6 ? 2 : 3) + 1;
    for (const candidate of candidates) {
      if (this.#left-- <= 0) return undefined;
      if (Math.abs(candidate.length - word.length) >= least) continue;
      const far = distance(wanted, candidate.toLowerCase());
      if (far < least) {
        nearest = candidate;
        least = far;
      }
    }
    return nearest;
  }
}
