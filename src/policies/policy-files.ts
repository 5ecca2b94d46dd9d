import { readdir, readFile, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { PolicyError } from "./policy-error.ts";

/** What a file of a policy folder is, by its place and its name. */
export type PolicyFileRole = "policy" | "suite" | "fixtures" | "schema";

/** One file of a policy folder, as Cerbos reads it. */
export interface PolicyFile {
  /** Relative to the policy folder, with `/` between folders. */
  readonly path: string;
  readonly role: PolicyFileRole;
  readonly text: string;
}

/**
 * The policies, suites, fixtures and schemas of a folder, in the order of their paths.
 *
 * @throws {PolicyError} where the folder, its schemas or a file cannot be read; names it
 */
export async function readPolicyFiles(
  folder: string,
): Promise<readonly PolicyFile[]> {
  const [files, schemas] = await Promise.all([
    list(folder, { recursive: true }),
    list(join(folder, "_schemas"), { recursive: false }),
  ]);
  // Cerbos reads the schemas also where their folder is a link.
  const all = new Set([
    ...files,
    ...schemas.map((each) => join("_schemas", each)),
  ]);
  const found = [...all].flatMap((file) => {
    const path = file.split(sep).join("/");
    const role = roleOf(path);
    return role === undefined ? [] : { path, role };
  });
  return Promise.all(
    found
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(async (each) => ({
        ...each,
        text: await read(join(folder, each.path)),
      })),
  );
}

/** As Cerbos sees it: any of these extensions in any case, and nothing whose name begins with a dot. */
function roleOf(path: string): PolicyFileRole | undefined {
  if (/(^|\/)\./.test(path)) return undefined;
  if (path.startsWith("_schemas/")) {
    return /^_schemas\/[^/]+\.json$/.test(path) ? "schema" : undefined;
  }
  if (!/\.(ya?ml|json)$/i.test(path)) return undefined;
  if (/(^|\/)testdata\//.test(path)) return "fixtures";
  return /_test\.(ya?ml|json)$/i.test(path) ? "suite" : "policy";
}

/** The files of a folder, as Cerbos finds them: a link to a file is one, what a link to a folder leads to is not looked at. */
async function list(
  folder: string,
  options: { recursive: boolean },
): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const files = await Promise.all(
      entries.map(async (entry) => {
        const { name } = entry;
        if (entry.isDirectory()) {
          if (!options.recursive) return [];
          const below = await list(join(folder, name), options);
          return below.map((each) => join(name, each));
        }
        const isFolder =
          entry.isSymbolicLink() && (await leadsToFolder(join(folder, name)));
        return isFolder ? [] : [name];
      }),
    );
    return files.flat();
  } catch (cause) {
    if (cause instanceof PolicyError) throw cause;
    throw new PolicyError(folder, "The folder cannot be read.", { cause });
  }
}

/** Not so where a link leads nowhere: reading the file says that. */
async function leadsToFolder(link: string): Promise<boolean> {
  try {
    return (await stat(link)).isDirectory();
  } catch {
    return false;
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new PolicyError(file, `It cannot be read: ${messageOf(cause)}.`, {
      cause,
    });
  }
}

/** The first line of what an error says. */
export function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.split("\n")[0] ?? "";
}
