import { valueAtPath } from "./value-at-path.ts";
import { UnsuitableAttributeError } from "./attribute-errors.ts";
import { equal } from "./cel/equal.ts";
import type { Values } from "./term.ts";

/** The part of a resource that a condition can read. */
export interface FilteredResource {
  readonly id?: string | undefined;
  readonly attr: Readonly<Record<string, unknown>>;
}

/**
 * Numbers the values that a condition uses: the attributes and the id that it reads, and the variables of its lambdas.
 */
export class Slots {
  readonly #attributes: {
    readonly slot: number;
    readonly path: readonly string[];
  }[] = [];
  /** The slot of the resource's id, if the condition reads it. */
  #id: number | undefined;
  #count = 0;

  /** The slot for the value at this path of one or more names in a resource's attributes. */
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

  /** A new slot that the condition fills itself. */
  variable(): number {
    return this.#count++;
  }

  /** An array with a place for each slot, which may be filled again and again. */
  values(): Values {
    return Array.from({ length: this.#count }, () => null);
  }

  /**
   * Reads everything that the condition names, even if the answer is clear without it. So whether there is an error
   * does not depend on the order of evaluation.
   *
   * @throws {MissingAttributeError}
   * @throws {UnsuitableAttributeError}
   */
  fill(values: Values, resource: FilteredResource): void {
    const { attr } = resource;
    for (const { slot, path } of this.#attributes) {
      values[slot] = valueAtPath(path, attr);
    }
    if (this.#id !== undefined) {
      const id = valueAtPath(ID, resource);
      if (typeof id !== "string") {
        throw new UnsuitableAttributeError(ID, "is not a string");
      }
      values[this.#id] = id;
    }
  }
}

const ID = ["id"];
