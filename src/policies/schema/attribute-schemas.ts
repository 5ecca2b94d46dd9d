import { firstLineOf } from "../../util/message.ts";
import type { PolicyProblem } from "../policy-error.ts";
import { problemAt } from "../tree/position.ts";
import type { Name } from "../tree/scope.ts";
import type { AttributeSchema } from "./attribute-schema.ts";
import { attributesOf } from "./attributes.ts";
import type { Schemas } from "./schemas.ts";
import { Validator } from "./validator.ts";

/** The schemas of a policy folder, each for the attributes of what a policy is about. */
export class AttributeSchemas {
  readonly #schemas: Schemas;
  readonly #problems: PolicyProblem[];
  readonly #validator = new Validator();

  /** @param problems is told which files are not schemas, and which schemas are missing or cannot be used */
  constructor(schemas: Schemas, problems: PolicyProblem[]) {
    this.#schemas = schemas;
    this.#problems = problems;
    for (const each of schemas.files) {
      try {
        this.#validator.add(each);
      } catch (cause) {
        const message = `It is not a schema of JSON Schema 2020-12: ${firstLineOf(cause)}.`;
        problems.push({ file: each.file, message });
      }
    }
  }

  /** The schema that a policy names, such as `cerbos:///flag.json`; nothing if it is missing, or cannot be used. */
  named(reference: Name): AttributeSchema | undefined {
    const { name } = reference;
    const schema = this.#schemas.named(name);
    let message = `The schema ${name} is missing.`;
    if (schema !== undefined) {
      try {
        const problems = this.#validator.compile(schema.file);
        return { ...attributesOf(schema), problems };
      } catch (cause) {
        message = `The schema ${name} cannot be used: ${firstLineOf(cause)}.`;
      }
    }
    this.#problems.push(problemAt(reference, message));
    return undefined;
  }
}
