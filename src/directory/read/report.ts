import type { Path } from "./path.ts";
import { Suggester } from "../../util/suggester.ts";

/** A part of a file that is parsed separately: the whole file, or one document of a file with a syntax error. */
export interface Section {
  readonly text: string;
  /** The line of the file on which the section begins; the first is 1. */
  readonly firstLine: number;
}

/** Where a document is, and its own kind and id. */
export interface Origin {
  readonly file?: string | undefined;
  /** The document's number in its file, or in the list it came from; the first is 1. */
  readonly document?: number | undefined;
  readonly section?: Section | undefined;
  /** The document's index in its section. */
  readonly index?: number | undefined;
  readonly kind?: string | undefined;
  readonly id?: string | undefined;
}

/** A problem as the checks find it. Its line is looked up at the end, because that takes another parse of the file. */
export interface Finding {
  readonly origin: Origin;
  readonly path?: Path | undefined;
  /** The line, if it is known already. */
  readonly line?: number | undefined;
  readonly message: string;
  readonly remedy: string;
  /** Another document, whose place is added to the end of the message. */
  readonly see?: Origin | undefined;
}

/** More problems than anybody reads. The limit bounds the memory that a hostile directory can take. */
const MOST = 100_000;

/** Collects findings. After a hundred thousand, it only notes that there were more. */
export class Report {
  readonly findings: Finding[] = [];
  readonly suggester = new Suggester();
  #overflowed = false;

  get isEmpty(): boolean {
    return this.findings.length === 0;
  }

  /** Whether findings were left out. If so, there is no point in searching for more. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  add(finding: Finding): void {
    if (this.findings.length < MOST) this.findings.push(finding);
    else this.#overflowed = true;
  }

  /** "Did you mean …?" if a candidate is near, else `otherwise`. */
  remedy(
    word: string,
    candidates: Iterable<string>,
    otherwise: string,
  ): string {
    const meant = this.suggester.suggest(word, candidates);
    return meant === undefined ? otherwise : `Did you mean "${meant}"?`;
  }
}
