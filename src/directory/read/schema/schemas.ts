import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { packagePath } from "../../../util/package-root.ts";
import type { Kind } from "../entry.ts";

const FILES: Readonly<Record<Kind, string>> = {
  Organization: "organization.json",
  Project: "project.json",
  Group: "group.json",
  User: "user.json",
  Credential: "credential.json",
  TeamSpace: "team-space.json",
  Flag: "flag.json",
  Experiment: "experiment.json",
};

export const KINDS = Object.keys(FILES) as readonly Kind[];

export function isKind(value: unknown): value is Kind {
  return typeof value === "string" && Object.hasOwn(FILES, value);
}

/**
 * The schema of one kind, compiled twice: to find quickly whether a document is valid, and to find all its problems.
 */
interface DocumentSchema {
  readonly accepts: ValidateFunction;
  readonly explain: ValidateFunction;
}

let compiled: ReadonlyMap<Kind, DocumentSchema> | undefined;

/** The schema of a kind. The first call reads and compiles the package's schemas. */
export function schemaOf(kind: Kind): DocumentSchema {
  compiled ??= compile();
  const schema = compiled.get(kind);
  if (schema === undefined) throw new TypeError(`no schema for ${kind}`);
  return schema;
}

function compile(): ReadonlyMap<Kind, DocumentSchema> {
  const schemas = ["common.json", ...Object.values(FILES)].map(
    (file) =>
      JSON.parse(readFileSync(packagePath("schemas", file), "utf8")) as object,
  );
  const quick = createAjv(schemas, false);
  const thorough = createAjv(schemas, true);
  return new Map(
    KINDS.map((kind) => [
      kind,
      {
        accepts: validator(quick, FILES[kind]),
        explain: validator(thorough, FILES[kind]),
      },
    ]),
  );
}

function createAjv(schemas: object[], thorough: boolean): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: thorough, verbose: thorough });
  formats.default(ajv, ["date-time"]);
  // Ajv's own keyword compares every item with every other, which takes hours for a long list.
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    validate: (wanted: boolean, list: readonly unknown[]) =>
      !wanted || new Set(list).size === list.length,
  });
  for (const schema of schemas) ajv.addSchema(schema);
  return ajv;
}

function validator(ajv: Ajv2020, id: string): ValidateFunction {
  const validate = ajv.getSchema(id);
  if (validate === undefined) throw new TypeError(`no schema ${id}`);
  return validate;
}
