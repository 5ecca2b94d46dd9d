import { distance } from "fastest-levenshtein";

/** How many candidates one suggester looks at, so that a directory full of mistakes does not take minutes to refuse. */
const CANDIDATES = 5_000_000;

/** Longer words are not misspelt names. */
const LONGEST = 256;

/** Finds what somebody may have meant. Once it has looked at very many candidates it suggests nothing. */
export class Suggester {
  #left = CANDIDATES;

  /** The candidate nearest to `word`, compared without case; nothing where none is near. */
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

/** How far a candidate is from a word; Infinity where nobody would have meant it. */
function distanceBetween(word: string, candidate: string): number {
  const [local, domain] = splitAddress(candidate);
  if (domain === undefined) {
    // The area without its verb: `activate` for `activate:read`.
    return candidate.startsWith(`${word}:`)
      ? MOST
      : misspelling(word, candidate);
  }
  // Of an address, the name before the @ says who is meant; most share the domain.
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

/** The most letters that a misspelling gets wrong. */
const MOST = 3;

function misspelling(word: string, candidate: string): number {
  if (word === candidate) return 0;
  const limit = word.length < 3 ? 0 : word.length < 9 ? 2 : MOST;
  if (Math.abs(candidate.length - word.length) > limit) return Infinity;
  const far = distance(word, candidate);
  return far <= limit ? far : Infinity;
}
