import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  Ajv2020,
  type ErrorObject,
  type ValidateFunction,
} from "ajv/dist/2020.js";
import { load } from "js-yaml";
import { packagePath } from "../package-root.ts";
import { PolicyError } from "./policy-error.ts";
import { UnknownNameError } from "../unknown-name-error.ts";

/** What the policies know of one kind of resource. */
export interface Kind {
  readonly name: string;
  /** The policy's file, relative to the policy folder. */
  readonly file: string;
  /** In the order of the rules. */
  readonly actions: readonly string[];
  /** The sets of derived roles that its rules use, such as `experiment`. */
  readonly derivedRoleSets: readonly string[];
  /** The attributes of its schema, all of which are required, with the JSON type of each. */
  readonly attributes: ReadonlyMap<string, AttributeType>;
  /** What is wrong with a resource's attributes by the schema that the PDP enforces; empty if nothing. */
  problems(attr: Readonly<Record<string, unknown>>): readonly string[];
}

export type AttributeType = "string" | "integer" | "boolean" | "array";

/** The kinds, actions and attributes that exist, as the policies and their schemas say. */
export class Catalog {
  readonly kinds: readonly Kind[];

  constructor(kinds: readonly Kind[]) {
    this.kinds = kinds;
  }

  /** @throws {UnknownNameError} where no policy is for this kind */
  kind(name: string): Kind {
    const kind = this.kinds.find((each) => each.name === name);
    if (kind !== undefined) return kind;
    const names = this.kinds.map((each) => each.name);
    throw new UnknownNameError("kind", name, names);
  }
}

/** @throws {UnknownNameError} where no rule of the kind names this action */
export function assertAction({ name, actions }: Kind, action: string): void {
  if (!actions.includes(action)) {
    throw new UnknownNameError("action", action, actions, {
      where: `of ${name}`,
    });
  }
}

/**
 * Reads the kinds from a policy folder; Rolebook's own if none is given.
 *
 * @throws {PolicyError} where a policy or a schema cannot be read; names the file
 */
export async function loadCatalog(
  folder = packagePath("policies"),
): Promise<Catalog> {
  const ajv = await loadSchemas(join(folder, "_schemas"));
  const files = (await list(folder, { recursive: true }))
    .filter((file) => /\.ya?ml$/.test(file) && !isFixture(file))
    .sort();
  const kinds = await Promise.all(
    files.map(async (file) => {
      const policy = await parse(join(folder, file), load);
      return toKind(file, policy, ajv);
    }),
  );
  return new Catalog(kinds.filter((kind) => kind !== undefined));
}

function isFixture(file: string): boolean {
  return (
    /_test\.ya?ml$/.test(file) || /(^|[\\/])(testdata|_schemas)[\\/]/.test(file)
  );
}

async function loadSchemas(folder: string): Promise<Ajv2020> {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  for (const file of await list(folder, { recursive: false })) {
    ajv.addSchema(
      (await parse(join(folder, file), JSON.parse)) as object,
      file,
    );
  }
  return ajv;
}

async function list(
  folder: string,
  options: { recursive: boolean },
): Promise<string[]> {
  try {
    return await readdir(folder, options);
  } catch (cause) {
    throw new PolicyError(folder, "The folder cannot be read.", { cause });
  }
}

async function parse(
  file: string,
  parser: (text: string) => unknown,
): Promise<unknown> {
  try {
    return parser(await readFile(file, "utf8"));
  } catch (cause) {
    const [reason] = (
      cause instanceof Error ? cause.message : String(cause)
    ).split("\n");
    throw new PolicyError(file, `It cannot be read: ${reason ?? ""}.`, {
      cause,
    });
  }
}

/** As much of a Cerbos policy as the catalog reads. */
interface PolicyDocument {
  readonly resourcePolicy?: {
    readonly resource: string;
    readonly importDerivedRoles?: readonly string[];
    readonly schemas: { readonly resourceSchema: { readonly ref: string } };
    readonly rules: readonly { readonly actions: readonly string[] }[];
  };
}

function toKind(file: string, policy: unknown, ajv: Ajv2020): Kind | undefined {
  const { resourcePolicy } = policy as PolicyDocument;
  if (resourcePolicy === undefined) return undefined;
  const { resource, rules, schemas, importDerivedRoles } = resourcePolicy;
  const validate = ajv.getSchema(basename(schemas.resourceSchema.ref));
  if (validate === undefined) {
    throw new PolicyError(
      file,
      `The schema ${schemas.resourceSchema.ref} is missing.`,
    );
  }
  return {
    name: resource,
    file,
    actions: [...new Set(rules.flatMap(({ actions }) => actions))],
    derivedRoleSets: importDerivedRoles ?? [],
    attributes: attributesOf(validate, ajv),
    problems(attr) {
      return validate(attr) === true
        ? []
        : (validate.errors ?? [])
            .filter(({ keyword }) => keyword !== "if")
            .map(toProblem);
    },
  };
}

interface PropertySchema {
  readonly type?: AttributeType;
  readonly $ref?: string;
}

function attributesOf(
  { schema }: ValidateFunction,
  ajv: Ajv2020,
): ReadonlyMap<string, AttributeType> {
  const { properties = {} } = schema as {
    properties?: Record<string, PropertySchema>;
  };
  return new Map(
    Object.entries(properties).map(([name, property]) => [
      name,
      typeOf(property, ajv),
    ]),
  );
}

function typeOf({ type, $ref }: PropertySchema, ajv: Ajv2020): AttributeType {
  if ($ref === undefined) return type ?? "string";
  return typeOf(ajv.getSchema($ref)?.schema as PropertySchema, ajv);
}

function toProblem(error: ErrorObject): string {
  const { instancePath, keyword, message = keyword, params } = error;
  const attribute = instancePath.slice(1).replaceAll("/", ".");
  switch (keyword) {
    case "required":
      return `The attribute "${String(params["missingProperty"])}" is missing.`;
    case "additionalProperties":
      return `There is no attribute "${String(params["additionalProperty"])}".`;
    case "enum": {
      const allowed = (params["allowedValues"] as unknown[]).join(", ");
      return `The attribute "${attribute}" must be one of ${allowed}.`;
    }
    case "pattern":
      return `The attribute "${attribute}" must be a user id in lower case.`;
    default:
      return `The attribute "${attribute}" ${message}.`;
  }
}
