import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a test says of one policy; everything else is as in any. */
export interface PolicyParts {
  readonly kind: string;
  readonly description?: string;
  readonly version?: string;
  readonly actions?: readonly string[];
  /** The name of the schema's file. */
  readonly schema?: string;
  /** The expressions of `output.when.conditionNotMet`, each in a rule of its own. */
  readonly refusals?: readonly string[];
  readonly variables?: unknown;
  readonly constants?: unknown;
}

/** Runs `use` on a folder with these files: their text, or else JSON, for Cerbos takes YAML and JSON alike. */
export async function withFolder<T>(
  files: Readonly<Record<string, unknown>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "rolebook-types-"));
  try {
    await mkdir(join(folder, "_schemas"));
    for (const [file, content] of Object.entries(files)) {
      const text =
        typeof content === "string"
          ? content
          : JSON.stringify(content, null, 2);
      await writeFile(join(folder, file), text);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function policy({
  kind,
  description,
  version = "default",
  actions = ["view"],
  schema = `${kind}.json`,
  refusals = [],
  variables,
  constants,
}: PolicyParts): unknown {
  const rule = { effect: "EFFECT_ALLOW", roles: ["user"] };
  return {
    apiVersion: "api.cerbos.dev/v1",
    description,
    resourcePolicy: {
      version,
      resource: kind,
      variables,
      constants,
      schemas: { resourceSchema: { ref: `cerbos:///${schema}` } },
      rules: [
        { name: "any", actions, ...rule },
        ...refusals.map((conditionNotMet, index) => ({
          name: `refusal_${index}`,
          actions,
          ...rule,
          condition: { match: { expr: "R.attr.open" } },
          output: { when: { conditionNotMet } },
        })),
      ],
    },
  };
}
