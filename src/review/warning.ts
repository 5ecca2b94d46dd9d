import type { Kind } from "../directory/read/entry.ts";
import type { Path } from "../directory/read/path.ts";

/** Something valid that is probably not meant. */
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

/** A warning as the reviews find it. */
export interface Remark extends Omit<Warning, "path"> {
  readonly path?: Path | undefined;
}
