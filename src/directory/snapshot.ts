import type { Directory } from "./directory.ts";

/** The directory at one moment: the parts that a question about one subject needs. */
export interface Snapshot {
  readonly directory: Directory;
  /** Whether it holds everything. Otherwise it is what a `DirectorySource` gave, so what it lacks may exist. */
  readonly isWhole: boolean;
}
