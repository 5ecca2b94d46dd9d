import { PolicyFolder } from "./lint-folder.ts";

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

/** A folder with these files, each of them JSON: Cerbos takes YAML and JSON alike. */
export async function folderOf(
  files: Readonly<Record<string, unknown>>,
): Promise<string> {
  const folder = await PolicyFolder.empty();
  for (const [file, content] of Object.entries(files)) {
    await folder.write(file, JSON.stringify(content, undefined, 2));
  }
  return folder.path;
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
