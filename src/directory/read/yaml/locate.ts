import { EVENT_ID, getScalarValue, type Event } from "js-yaml";
import type { Path } from "../path.ts";
import { PathTree } from "../schema/path-tree.ts";
import type { Origin, Section } from "../report.ts";
import { sectionEvents } from "./parse.ts";
import { countBreaks } from "../../../util/line-breaks.ts";

/** A value whose line is to be found. */
export interface Target {
  readonly origin: Origin;
  readonly path: Path;
}

interface Frame {
  readonly tree: PathTree | undefined;
  readonly list: boolean;
  /** The next index of a list. */
  index: number;
  /** In a mapping, the key whose value comes next. */
  key: string | undefined;
}

/**
 * Finds the lines of values. It parses each of their sections once more, so it should be asked only for values with
 * problems.
 *
 * A value in a mapping is on the line of its key. A missing value is on the line of the mapping or list that should
 * have it.
 */
export class Locator {
  /** The line of each path, by its node in the tree of its document. */
  readonly #lines = new Map<PathTree, number>();
  readonly #trees = new Map<Section, Map<number, PathTree>>();

  constructor(targets: Iterable<Target>) {
    for (const { origin, path } of targets) {
      this.#tree(origin)?.add(path);
    }
    for (const [section, trees] of this.#trees) this.#walk(section, trees);
  }

  /** The line in the file; undefined if the document did not come from a file. */
  line({ origin, path }: Target): number | undefined {
    let line = origin.section?.firstLine;
    let tree = this.#tree(origin);
    for (let length = 0; tree !== undefined; length++) {
      line = this.#lines.get(tree) ?? line;
      const segment = path[length];
      tree = segment === undefined ? undefined : tree.child(segment);
    }
    return line;
  }

  #tree({ section, index }: Origin): PathTree | undefined {
    if (section === undefined || index === undefined) return undefined;
    let trees = this.#trees.get(section);
    if (trees === undefined) {
      trees = new Map<number, PathTree>();
      this.#trees.set(section, trees);
    }
    let tree = trees.get(index);
    if (tree === undefined) {
      tree = new PathTree();
      trees.set(index, tree);
    }
    return tree;
  }

  #walk(section: Section, trees: ReadonlyMap<number, PathTree>): void {
    let counted = 0;
    let line = section.firstLine;
    for (const [tree, offset] of offsets(section, trees)) {
      // Offsets ascend, except that a mapping has the same offset as its first key.
      if (offset > counted) {
        line += countBreaks(section.text, counted, offset);
        counted = offset;
      }
      this.#lines.set(tree, line);
    }
  }
}

function* offsets(
  section: Section,
  trees: ReadonlyMap<number, PathTree>,
): Generator<readonly [PathTree, number]> {
  const frames: Frame[] = [];
  let number = -1;
  let at = 0;
  for (const event of readEvents(section)) {
    if (event.type === EVENT_ID.DOCUMENT) {
      frames.push({
        tree: trees.get(++number),
        list: false,
        index: 0,
        key: "",
      });
      continue;
    }
    if (event.type === EVENT_ID.POP) {
      frames.pop();
      continue;
    }
    const frame = frames.at(-1);
    if (frame === undefined) return;
    at = Math.max(at, startOf(event));
    const isContent = frames.length === 1;
    if (!isContent && !frame.list && frame.key === undefined) {
      frame.key =
        event.type === EVENT_ID.SCALAR
          ? getScalarValue(section.text, event)
          : "";
      const keyed = frame.tree?.child(frame.key);
      if (keyed !== undefined) yield [keyed, at];
      if (event.type === EVENT_ID.SCALAR) continue;
    }
    const tree = isContent
      ? frame.tree
      : frame.tree?.child(frame.list ? frame.index++ : (frame.key ?? ""));
    if (tree !== undefined && (isContent || frame.list)) yield [tree, at];
    if (!isContent) frame.key = undefined;
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      const list = event.type === EVENT_ID.SEQUENCE;
      frames.push({ tree, list, index: 0, key: undefined });
    }
  }
}

function readEvents(section: Section): readonly Event[] {
  try {
    return sectionEvents(section);
  } catch {
    return [];
  }
}

function startOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return event.valueStart;
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
    return event.start;
  }
  return -1;
}
