import type { Kind } from "../directory/read/entry.ts";
import type { Path } from "../directory/read/path.ts";

/** Something in a directory that is valid but probably not intended. */
export interface Warning {
  readonly organization: string;
  readonly kind: Kind;
  readonly id: string;
  /** The project of a flag or an experiment. */
  readonly project?: string | undefined;
  /** The place in the document, such as `grants[0].expires`. */
  readonly path?: string | undefined;
  readonly message: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
}

/** A warning before its path is put into words. */
export interface Remark extends Omit<Warning, "path"> {
  readonly path?: Path | undefined;
}
