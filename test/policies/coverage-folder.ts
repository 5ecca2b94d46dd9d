import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A small policy folder about documents, whose one suite exercises everything both ways. */

export interface Test {
  readonly name: string;
  readonly skip?: boolean;
  readonly input: {
    readonly principals: readonly string[];
    readonly resources: readonly string[];
    readonly actions: readonly string[];
  };
  readonly expected: readonly {
    readonly principal: string;
    readonly resource: string;
    readonly actions: Readonly<Record<string, string>>;
  }[];
}

/** A test of one decision. */
export function test(
  name: string,
  principal: string,
  action: string,
  resource: string,
  effect: "ALLOW" | "DENY",
): Test {
  return {
    name,
    input: {
      principals: [principal],
      resources: [resource],
      actions: [action],
    },
    expected: [
      { principal, resource, actions: { [action]: `EFFECT_${effect}` } },
    ],
  };
}

export const TESTS: readonly Test[] = [
  test("a reader reads", "reader", "read", "mine_open", "ALLOW"),
  test("a stranger reads nothing", "stranger", "read", "mine_open", "DENY"),
  test("a writer edits", "writer", "edit", "mine_open", "ALLOW"),
  test("what is closed", "writer", "edit", "mine_closed", "DENY"),
  test("what is another's", "writer", "edit", "theirs_open", "DENY"),
  test("a reader's edit", "reader", "edit", "mine_open", "DENY"),
];

export const RULES: readonly object[] = [
  {
    name: "read",
    actions: ["read"],
    effect: "EFFECT_ALLOW",
    derivedRoles: ["reader", "writer"],
  },
  {
    name: "edit",
    actions: ["edit"],
    effect: "EFFECT_ALLOW",
    derivedRoles: ["writer"],
    condition: { match: { expr: "V.is_open && V.is_mine" } },
  },
];

export const SUITE = {
  name: "document",
  principals: {
    reader: { id: "rita", roles: ["user"], attr: { role: "reader" } },
    writer: { id: "walt", roles: ["user"], attr: { role: "writer" } },
    stranger: { id: "stan", roles: ["user"], attr: { role: "none" } },
    cyborg: { id: "c", roles: ["user", "robot"], attr: { role: "writer" } },
    robot: { id: "r2", roles: ["robot"], attr: { role: "writer" } },
  },
  resources: {
    mine_open: document("walt", "open"),
    mine_closed: document("walt", "closed"),
    theirs_open: document("olga", "open"),
    rejected_by_the_schema: { kind: "document", id: "d", attr: {} },
  },
};

function document(owner: string, state: string): object {
  return { kind: "document", id: "d", attr: { owner, state } };
}

const SCHEMA = {
  type: "object",
  required: ["owner", "state"],
  properties: { owner: { type: "string" }, state: { type: "string" } },
};

const ROLES = {
  apiVersion: "api.cerbos.dev/v1",
  derivedRoles: {
    name: "people",
    definitions: ["reader", "writer"].map((name) => ({
      name,
      parentRoles: ["user"],
      condition: { match: { expr: `P.attr.role == "${name}"` } },
    })),
  },
};

export interface Contents {
  readonly rules?: readonly object[] | undefined;
  readonly tests?: readonly Test[] | undefined;
  /** Other files, by path. Null takes one of the folder's own away. */
  readonly files?: Readonly<Record<string, object | string | null>> | undefined;
}

/** Makes such a folder for the test that runs. */
export async function policyFolder({
  rules = RULES,
  tests = TESTS,
  files = {},
}: Contents = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rb-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "_schemas"));
  const policy = {
    apiVersion: "api.cerbos.dev/v1",
    resourcePolicy: {
      version: "default",
      resource: "document",
      schemas: { resourceSchema: { ref: "cerbos:///document.json" } },
      importDerivedRoles: ["people"],
      variables: {
        local: {
          is_open: 'R.attr.state == "open"',
          state: "R.attr.state",
          is_mine: "R.attr.owner == P.id",
        },
      },
      rules,
    },
  };
  const all: NonNullable<Contents["files"]> = {
    "_schemas/document.json": SCHEMA,
    "people.yaml": ROLES,
    "document.yaml": policy,
    "document_test.yaml": { ...SUITE, tests },
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    if (content === null) continue;
    const text =
      typeof content === "string" ? content : JSON.stringify(content, null, 2);
    await writeFile(join(folder, path), text);
  }
  return folder;
}
