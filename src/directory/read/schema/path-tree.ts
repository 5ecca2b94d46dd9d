import type { Path } from "../path.ts";

/** Some paths of one document, each at most once, so that one walk over the document meets them all. */
export class PathTree {
  readonly #children = new Map<string | number, PathTree>();
  #included = false;

  /** Whether the path that led here is one of the paths. */
  get included(): boolean {
    return this.#included;
  }

  /** Whether no path leads further than here. */
  get isLeaf(): boolean {
    return this.#children.size === 0;
  }

  add([segment, ...rest]: Path): void {
    if (segment === undefined) {
      this.#included = true;
      return;
    }
    let child = this.#children.get(segment);
    if (child === undefined) {
      child = new PathTree();
      this.#children.set(segment, child);
    }
    child.add(rest);
  }

  child(segment: string | number): PathTree | undefined {
    return this.#children.get(segment);
  }

  /** Whether `path` or a path above it is included. */
  covers([segment, ...rest]: Path): boolean {
    if (this.#included) return true;
    if (segment === undefined) return false;
    return this.child(segment)?.covers(rest) ?? false;
  }

  /** Whether `path`, a path above it or one below it is included. */
  touches([segment, ...rest]: Path): boolean {
    if (this.#included || segment === undefined) return true;
    return this.child(segment)?.touches(rest) ?? false;
  }
}
