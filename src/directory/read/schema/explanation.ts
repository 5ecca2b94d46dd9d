import type { ErrorObject } from "ajv/dist/2020.js";
import { quote } from "../../../util/quote.ts";
import type { Report } from "../report.ts";

interface Explanation {
  readonly message: string;
  readonly remedy: string;
}

const TYPES: Readonly<Record<string, readonly [string, string]>> = {
  string: ["text", "Write text."],
  array: ["a list", "Write a list, such as [one, two]."],
  object: ["a mapping", "Write keys and values."],
};

const FORMS: readonly (readonly [string, string, string])[] = [
  [
    "/userId/",
    "is not an e-mail address",
    "Write the address that identifies the user, of at most 254 characters.",
  ],
  [
    "/name/",
    "has characters that cannot be printed",
    "Write it on one line, without control characters.",
  ],
  [
    "/description/",
    "has characters that cannot be printed",
    "Write it without control characters.",
  ],
  [
    "/id/",
    "is not an identifier",
    "Use letters, digits, dots, underscores and hyphens, at most 128, the first a letter or digit.",
  ],
  [
    "/instant/",
    "is not an instant",
    "Write date, time and time zone, such as 2027-01-31T00:00:00Z.",
  ],
];

/** Explains a validator's error to the author of the document. */
export function explainError(error: ErrorObject, report: Report): Explanation {
  const { keyword, params, parentSchema, schemaPath, data } = error;
  const value = quote(data);
  switch (keyword) {
    case "required": {
      const key = String(params["missingProperty"]);
      const written = key === "apiVersion" ? "apiVersion: rolebook/v1" : key;
      return { message: `"${key}" is missing`, remedy: `Add "${written}".` };
    }
    case "additionalProperties":
      return explainKey(
        String(params["additionalProperty"]),
        Object.keys((parentSchema?.["properties"] ?? {}) as object),
        report,
      );
    case "enum": {
      const allowed = params["allowedValues"] as readonly string[];
      return {
        message: `${value} is not one of ${allowed.join(", ")}`,
        remedy: report.remedy(String(data), allowed, "Write one of these."),
      };
    }
    case "const":
      return {
        message: `${value} is not a version of the document format`,
        remedy: `Write "${String(params["allowedValue"])}".`,
      };
    case "type":
      return explainType(data, String(params["type"]));
    case "oneOf":
      return {
        message: `${value} is not a member`,
        remedy:
          "Write a user id, or {user: …, expires: …} with the time of the membership.",
      };
    case "uniqueItems":
      return {
        message: "The list has an entry twice",
        remedy: "Keep one of the two.",
      };
    case "minLength":
      return { message: "The text is empty", remedy: "Write something." };
    default: {
      const form = FORMS.find(([part]) => schemaPath.includes(part));
      if (form !== undefined) {
        return { message: `${value} ${form[1]}`, remedy: form[2] };
      }
      return {
        message: `${value} is not valid: it ${error.message ?? "is refused"}`,
        remedy: "Correct the value.",
      };
    }
  }
}

function explainKey(
  key: string,
  known: readonly string[],
  report: Report,
): Explanation {
  if (key === "app" && known.includes("project") && known.includes("role")) {
    return {
      message: 'A group\'s grants have no "app" of their own',
      remedy: 'Write "app" on the group: it is the app of all its grants.',
    };
  }
  return {
    message: `Unknown key ${quote(key)}`,
    remedy: report.remedy(
      key,
      known,
      `Remove it. The keys here are ${known.join(", ")}.`,
    ),
  };
}

function explainType(data: unknown, type: string): Explanation {
  const [name, remedy] = TYPES[type] ?? [type, `Write ${type}.`];
  if (data === null) {
    return {
      message: "There is no value",
      remedy: `Write ${name}, or remove the key.`,
    };
  }
  const quotable = typeof data === "number" || typeof data === "boolean";
  return {
    message: `${quote(data)} is not ${name}`,
    remedy: type === "string" && quotable ? "Put it in quotes." : remedy,
  };
}
