import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { badRequest } from "../http/errors.ts";
import { pointerPart, type RequestProblem } from "../http/problem.ts";
import type {
  ActionSearchRequest,
  EvaluationRequest,
  EvaluationsRequest,
  ResourceSearchRequest,
  SubjectSearchRequest,
} from "./messages.ts";

/** No name is as long as this limit. Longer texts must not get into the log. */
const NAME = { type: "string", minLength: 1, maxLength: 256 } as const;
const ID = { type: "string", minLength: 1, maxLength: 1024 } as const;

const OBJECT = { type: "object" } as const;

const entity = (
  properties: Readonly<Record<string, object>>,
  required: readonly string[],
): object => ({
  type: "object",
  required,
  properties: { ...properties, properties: properties["properties"] ?? OBJECT },
});

const organization = {
  type: "object",
  properties: { organization: ID },
} as const;
const SUBJECT = entity({ type: NAME, id: ID, properties: organization }, [
  "type",
  "id",
]);
const ACTION = entity({ name: NAME }, ["name"]);
const RESOURCE = entity({ type: NAME, id: ID }, ["type", "id"]);
/** The entity that is searched for has no id. If the request gives one, it is ignored. */
const ANY_SUBJECT = entity({ type: NAME, properties: organization }, ["type"]);
const ANY_RESOURCE = entity({ type: NAME }, ["type"]);

const PAGE = {
  type: "object",
  properties: {
    token: { type: "string", maxLength: 8192 },
    // With a limit of 0, there would always be a next page.
    limit: { type: "integer", minimum: 1 },
    properties: OBJECT,
  },
} as const;

const request = (
  properties: Readonly<Record<string, object>>,
  required = Object.keys(properties),
): object => ({
  type: "object",
  required,
  properties: { ...properties, context: OBJECT },
});

const ajv = new Ajv2020({ allErrors: true, verbose: true });

/** Checks a body, and returns it with its type. */
export type Reader<T> = (body: unknown) => T;

/** @returns a function that throws an ApiError with all problems of a body */
function reader<T>(schema: object): Reader<T> {
  const validate = ajv.compile<T>(schema);
  return (body) => {
    if (validate(body)) return body;
    throw badRequest((validate.errors ?? []).slice(0, MOST).map(toProblem));
  };
}

/** The most problems of a body that are reported. */
const MOST = 50;

const EVALUATION = { subject: SUBJECT, action: ACTION, resource: RESOURCE };

export const readEvaluation = reader<EvaluationRequest>(request(EVALUATION));

/** Reads a request for several evaluations, with its defaults. The evaluations themselves are read one by one. */
export const readEvaluations = reader<EvaluationsRequest>(
  request(
    {
      ...EVALUATION,
      evaluations: { type: "array" },
      options: {
        type: "object",
        properties: {
          evaluations_semantic: {
            enum: [
              "execute_all",
              "deny_on_first_deny",
              "permit_on_first_permit",
            ],
          },
        },
      },
    },
    [],
  ),
);

export const readSubjectSearch = reader<SubjectSearchRequest>(
  search({ subject: ANY_SUBJECT, action: ACTION, resource: RESOURCE }),
);

export const readResourceSearch = reader<ResourceSearchRequest>(
  search({ subject: SUBJECT, action: ACTION, resource: ANY_RESOURCE }),
);

export const readActionSearch = reader<ActionSearchRequest>(
  search({ subject: SUBJECT, resource: RESOURCE }),
);

function search(entities: Readonly<Record<string, object>>): object {
  return request({ ...entities, page: PAGE }, Object.keys(entities));
}

function toProblem(error: ErrorObject): RequestProblem {
  const { instancePath, keyword, params, data, message = keyword } = error;
  switch (keyword) {
    case "required": {
      const name = String(params["missingProperty"]);
      return {
        pointer: instancePath + pointerPart(name),
        message: "It is missing.",
      };
    }
    case "type":
      return {
        pointer: instancePath,
        message: `It must be ${NAMES[String(params["type"])] ?? String(params["type"])}, but is ${nameOf(data)}.`,
      };
    case "minimum":
      return {
        pointer: instancePath,
        message: `It must be ${String(params["limit"])} or more, but is ${String(data)}.`,
      };
    case "minLength":
      return { pointer: instancePath, message: "It must not be empty." };
    case "maxLength":
      return {
        pointer: instancePath,
        message: `It must not be longer than ${String(params["limit"])} characters.`,
      };
    case "enum": {
      const allowed = (params["allowedValues"] as unknown[]).join(", ");
      return {
        pointer: instancePath,
        message: `It must be one of ${allowed}.`,
      };
    }
    default:
      return { pointer: instancePath, message: `It ${message}.` };
  }
}

const NAMES: Readonly<Record<string, string>> = {
  array: "an array",
  integer: "an integer",
  object: "an object",
  string: "a string",
};

function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  const type = typeof value;
  return NAMES[type] ?? `a ${type}`;
}
