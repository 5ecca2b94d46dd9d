import { distance } from "fastest-levenshtein";

/** The most candidates that one suggester compares. Without it, a directory full of mistakes would take minutes. */
const CANDIDATES = 5_000_000;

/** The longest word that can be a misspelt name. */
const LONGEST = 256;

/** Finds the name that somebody may have meant. After very many candidates, it makes no more suggestions. */
export class Suggester {
  #left = CANDIDATES;

  /** The candidate nearest to `word`, compared without case. Undefined if none is similar. */
  suggest(word: string, candidates: Iterable<string>): string | undefined {
    if (word.length > LONGEST) return undefined;
    let nearest: string | undefined;
    let least = Infinity;
    for (const candidate of candidates) {
      if (this.#left-- <= 0) return undefined;
      const far = distanceBetween(word.toLowerCase(), candidate.toLowerCase());
      if (far < least) {
        nearest = candidate;
        least = far;
      }
    }
    return nearest;
  }
}

/** If there are more names, it takes longer to find the nearest than to decide. */
const MOST_NAMES = 10_000;

/** The name nearest to `word`, compared without case. Undefined if none is similar, or if there are very many names. */
export function suggest(
  word: string,
  names: readonly string[],
): string | undefined {
  return names.length > MOST_NAMES
    ? undefined
    : new Suggester().suggest(word, names);
}

/** The distance of a candidate from a word. Infinity if the candidate is too different. */
function distanceBetween(word: string, candidate: string): number {
  const [local, domain] = splitAddress(candidate);
  if (domain === undefined) {
    // An action without its verb, such as `activate` for `activate:read`.
    return candidate.startsWith(`${word}:`)
      ? MOST
      : misspelling(word, candidate);
  }
  // In an address, only the part before the @ is compared, because most addresses share the domain.
  const [wordLocal, wordDomain] = splitAddress(word);
  const far = misspelling(wordLocal, local);
  if (wordDomain === undefined) return far;
  return domain.startsWith(wordDomain)
    ? far
    : far + misspelling(wordDomain, domain);
}

function splitAddress(text: string): [string, string | undefined] {
  const at = text.lastIndexOf("@");
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** The most letters that may differ in a misspelling. */
const MOST = 3;

function misspelling(word: string, candidate: string): number {
  if (word === candidate) return 0;
  const limit = word.length < 3 ? 0 : word.length < 9 ? 2 : MOST;
  if (Math.abs(candidate.length - word.length) > limit) return Infinity;
  const far = distance(word, candidate);
  return far <= limit ? far : Infinity;
}
