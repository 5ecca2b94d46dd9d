import { along } from "./along.ts";
import { UnsuitableAttributeError } from "./attribute-errors.ts";
import { equal } from "./cel/equal.ts";
import type { Values } from "./term.ts";

/** A resource, as far as a condition can read it. */
export interface FilteredResource {
  readonly id?: string | undefined;
  readonly attr: Readonly<Record<string, unknown>>;
}

/** What a condition reads of a resource, and the slots for it and for the variables of lambdas. */
export class Slots {
  readonly #attributes: {
    readonly slot: number;
    readonly path: readonly string[];
  }[] = [];
  /** The slot of the resource's id, if the condition reads it. */
  #id: number | undefined;
  #count = 0;

  /** The slot of what is at this path, of one name or more, in a resource's attributes. */
  attribute(path: readonly string[]): number {
    const known = this.#attributes.find((each) => equal(each.path, path));
    if (known !== undefined) return known.slot;
    const slot = this.variable();
    this.#attributes.push({ slot, path });
    return slot;
  }

  id(): number {
    this.#id ??= this.variable();
    return this.#id;
  }

  /** A slot that the condition fills itself. */
  variable(): number {
    return this.#count++;
  }

  /** Room for the values, to be used again and again. */
  values(): Values {
    return Array.from({ length: this.#count }, () => null);
  }

  /**
   * Reads all that the condition can read, also what it would not come to, so that the answer never depends on the order.
   *
   * @throws {MissingAttributeError}
   * @throws {UnsuitableAttributeError}
   */
  fill(values: Values, resource: FilteredResource): void {
    const { attr } = resource;
    for (const { slot, path } of this.#attributes) {
      values[slot] = along(path, attr);
    }
    if (this.#id !== undefined) {
      const id = along(ID, resource);
      if (typeof id !== "string") {
        throw new UnsuitableAttributeError(ID, "is no string");
      }
      values[this.#id] = id;
    }
  }
}

const ID = ["id"];
