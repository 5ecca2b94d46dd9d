import type { Path } from "./path.ts";
import { Suggester } from "../../util/suggester.ts";

/** A stretch of a file that is parsed by itself: all of the file, or one document of a file with a syntax error. */
export interface Section {
  readonly text: string;
  /** The line of the file that the section begins on; the first is 1. */
  readonly firstLine: number;
}

/** Where a document stands, and what it calls itself. */
export interface Place {
  readonly file?: string | undefined;
  /** The document's number in its file, or in the list it came from; the first is 1. */
  readonly document?: number | undefined;
  readonly section?: Section | undefined;
  /** The document's index in its section. */
  readonly index?: number | undefined;
  readonly kind?: string | undefined;
  readonly id?: string | undefined;
}

/** A problem as the checks find it: lines are looked up at the end, and only where there are problems. */
export interface Finding {
  readonly place: Place;
  readonly path?: Path | undefined;
  /** The line, where whoever found the problem knows it already. */
  readonly line?: number | undefined;
  readonly message: string;
  readonly remedy: string;
  /** Another document that the message ends with the place of. */
  readonly see?: Place | undefined;
}

/** More problems than anybody reads; a bound on what a hostile directory makes a process hold. */
const MOST = 100_000;

/** Collects findings. Beyond a hundred thousand it only remembers that there were more. */
export class Report {
  readonly findings: Finding[] = [];
  readonly suggester = new Suggester();
  #overflowed = false;

  get isEmpty(): boolean {
    return this.findings.length === 0;
  }

  /** Whether findings were left out, and looking for more is idle. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  add(finding: Finding): void {
    if (this.findings.length < MOST) this.findings.push(finding);
    else this.#overflowed = true;
  }

  /** "Did you mean …?", where something is near; otherwise `otherwise`. */
  remedy(
    word: string,
    candidates: Iterable<string>,
    otherwise: string,
  ): string {
    const meant = this.suggester.suggest(word, candidates);
    return meant === undefined ? otherwise : `Did you mean "${meant}"?`;
  }
}
