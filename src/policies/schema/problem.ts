import type { ErrorObject } from "ajv/dist/2020.js";
import { quote } from "../../util/quote.ts";

/** What Ajv finds wrong with attributes, as a sentence for people. */
export function toProblem(error: ErrorObject): string {
  const {
    instancePath,
    keyword,
    message = keyword,
    params,
    schemaPath,
  } = error;
  const attribute = instancePath.slice(1).replaceAll("/", ".");
  switch (keyword) {
    case "required":
      return `The attribute "${String(params["missingProperty"])}" is missing.`;
    case "additionalProperties":
      return `There is no attribute ${quote(params["additionalProperty"])}.`;
    case "enum": {
      const allowed = (params["allowedValues"] as unknown[]).join(", ");
      return `The attribute "${attribute}" must be one of ${allowed}.`;
    }
    case "pattern":
      // The definition of a user id has no other.
      return schemaPath.endsWith("/userId/pattern")
        ? `The attribute "${attribute}" must be a user id in lower case.`
        : `The attribute "${attribute}" ${message}.`;
    default:
      return `The attribute "${attribute}" ${message}.`;
  }
}
