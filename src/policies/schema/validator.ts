import { basename } from "node:path";
import { type AnySchema, Ajv2020 } from "ajv/dist/2020.js";
import type { AnyValidateFunction } from "ajv/dist/types/index.js";
import { toProblem } from "./problem.ts";
import type { SchemaFile } from "./schemas.ts";

/** Finds what is wrong with attributes; nothing, if they are as their schema has them. */
export type FindProblems = (
  attr: Readonly<Record<string, unknown>>,
) => readonly string[];

const OPTIONS = { strict: false, logger: false } as const;

/** More values than these are too many to tell all that is wrong with them: it takes long, and nobody reads it. */
const MOST_VALUES = 100;

/** Holds attributes to schemas, as the PDP does. */
export class Validator {
  /** Stops at the first error. */
  readonly #first = new Ajv2020(OPTIONS);
  readonly #all = new Ajv2020({ ...OPTIONS, allErrors: true });

  /** @throws {Error} if the file is not a schema of JSON Schema 2020-12 */
  add({ file, value }: SchemaFile): void {
    // Ajv would take a list for several schemas, and fall over null.
    if (Array.isArray(value) || value === null) {
      throw new TypeError("schema must be object or boolean");
    }
    for (const ajv of [this.#first, this.#all]) {
      ajv.addSchema(value as AnySchema, nameOf(file));
    }
  }

  /**
   * Compiles a schema that has been added, so that it can be asked often.
   *
   * @throws {Error} if it cannot be used, such as for a reference that leads nowhere
   */
  compile(file: string): FindProblems {
    const accepts = compiled(this.#first, file);
    const acceptsAll = compiled(this.#all, file);
    return (attr) => {
      if (accepts(attr) === true) return [];
      let { errors } = accepts;
      if (countValues(attr) <= MOST_VALUES) {
        void acceptsAll(attr);
        ({ errors } = acceptsAll);
      }
      return (errors ?? [])
        .filter(({ keyword }) => keyword !== "if")
        .map(toProblem);
    };
  }
}

function compiled(ajv: Ajv2020, file: string): AnyValidateFunction<unknown> {
  const validate = ajv.getSchema(nameOf(file));
  if (validate === undefined) throw new Error("it has not been read");
  return validate;
}

/** What policies and schemas call a schema file. */
function nameOf(file: string): string {
  return `cerbos:///${basename(file)}`;
}

function countValues(attr: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const value of Object.values(attr)) {
    count += Array.isArray(value) ? value.length : 1;
  }
  return count;
}
