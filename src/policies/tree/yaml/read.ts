import {
  constructFromEvents,
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type Event,
} from "js-yaml";
import { countBreaks } from "../../../util/line-breaks.ts";
import type { YamlEntry, YamlNode } from "./node.ts";

/** The most aliases in a file. No suite has as many. */
const MOST_ALIASES = 10_000;

/** A document of a YAML file. */
export interface YamlDocument {
  readonly root: YamlNode;
  /** The document as plain data. */
  readonly value: unknown;
}

/**
 * Reads the documents of a YAML file. An alias gives the same node object as its anchor.
 *
 * @throws {Error} if the text is not YAML, or has a key that is not a scalar
 */
export function readYaml(text: string): readonly YamlDocument[] {
  const events = parseEvents(text, {});
  // This finds errors that events do not show: a key that appears twice, and an alias without an anchor.
  const values = constructFromEvents(events, {
    source: text,
    maxAliases: MOST_ALIASES,
  });
  const roots = [...new Reader(text, events).documents()];
  return roots.map((root, index) => ({ root, value: values[index] }));
}

class Reader {
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, YamlNode>();
  #next = 0;
  #line = 1;
  #counted = 0;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
  }

  *documents(): Generator<YamlNode> {
    while (this.#next < this.#events.length) {
      this.#anchors.clear();
      this.#next++;
      yield this.#node();
      this.#next++;
    }
  }

  #node(): YamlNode {
    const event = this.#events[this.#next++];
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return this.#anchored(event, {
          kind: "scalar",
          line: this.#lineAt(event.valueStart),
          isTagged: event.tagStart >= 0,
          text: getScalarValue(this.#text, event),
          plain: event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0,
        });
      case EVENT_ID.SEQUENCE: {
        const line = this.#lineAt(event.start);
        return this.#anchored(event, {
          kind: "list",
          line,
          isTagged: event.tagStart >= 0,
          items: this.#until(() => this.#node()),
        });
      }
      case EVENT_ID.MAPPING: {
        const line = this.#lineAt(event.start);
        return this.#anchored(event, {
          kind: "mapping",
          line,
          isTagged: event.tagStart >= 0,
          entries: this.#until(() => this.#entry()),
        });
      }
      case EVENT_ID.ALIAS: {
        const name = this.#text.slice(event.anchorStart, event.anchorEnd);
        const node = this.#anchors.get(name);
        if (node !== undefined) return node;
        throw new Error(`the alias *${name} is inside its own anchor`);
      }
      case EVENT_ID.DOCUMENT:
      case EVENT_ID.POP:
      case undefined:
        throw new Error("a value is missing");
    }
  }

  #entry(): YamlEntry {
    const key = this.#node();
    if (key.kind === "scalar") return { key, value: this.#node() };
    throw new Error(`the key on line ${key.line} is not plain text`);
  }

  /** Reads up to the end of the list or mapping. */
  #until<T>(read: () => T): T[] {
    const all: T[] = [];
    while (this.#events[this.#next]?.type !== EVENT_ID.POP) all.push(read());
    this.#next++;
    return all;
  }

  #anchored<T extends YamlNode>(
    { anchorStart, anchorEnd }: { anchorStart: number; anchorEnd: number },
    node: T,
  ): T {
    if (anchorStart >= 0) {
      this.#anchors.set(this.#text.slice(anchorStart, anchorEnd), node);
    }
    return node;
  }

  /** Offsets ascend, except that a mapping has the same offset as its first key, and that -1 means no offset. */
  #lineAt(offset: number): number {
    if (offset > this.#counted) {
      this.#line += countBreaks(this.#text, this.#counted, offset);
      this.#counted = offset;
    }
    return this.#line;
  }
}
