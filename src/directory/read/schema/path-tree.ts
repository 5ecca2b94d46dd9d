import type { Path } from "../path.ts";

/** A set of paths of one document as a tree, so that one walk over the document visits them all. */
export class PathTree {
  readonly #children = new Map<string | number, PathTree>();
  #included = false;

  /** Whether the path to this node is in the set. */
  get included(): boolean {
    return this.#included;
  }

  /** Whether no path of the set leads below this node. */
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

  /** Whether the set has `path` or a path above it. */
  covers([segment, ...rest]: Path): boolean {
    if (this.#included) return true;
    if (segment === undefined) return false;
    return this.child(segment)?.covers(rest) ?? false;
  }

  /** Whether the set has `path`, a path above it or a path below it. */
  touches([segment, ...rest]: Path): boolean {
    if (this.#included || segment === undefined) return true;
    return this.child(segment)?.touches(rest) ?? false;
  }
}
