import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { firstLineOf } from "../util/message.ts";
import { byCodeUnits } from "../util/order.ts";
import { PolicyError, type PolicyProblem } from "./policy-error.ts";

/** The role of a file in a policy folder, by its folder and its name. */
export type PolicyFileRole = "policy" | "suite" | "fixtures" | "schema";

/** One file of a policy folder, as Cerbos reads it. */
export interface PolicyFile {
  /** Relative to the policy folder, with `/` between folders. */
  readonly path: string;
  readonly role: PolicyFileRole;
  readonly text: string;
}

/**
 * The policies, suites, fixtures and schemas of a folder, ordered by path.
 *
 * @throws {PolicyError} if the folder, its schemas or files cannot be read; it names all of them
 */
export async function readPolicyFiles(
  folder: string,
): Promise<readonly PolicyFile[]> {
  const paths = [
    ...(await list(folder, "", { recursive: true })),
    // Cerbos reads the schemas even if their folder is a link.
    ...(await list(folder, "_schemas", { recursive: false })),
  ];
  const problems: PolicyProblem[] = [];
  const files = await Promise.all(
    [...new Set(paths)].toSorted(byCodeUnits).map(async (path) => {
      const role = roleOf(path);
      if (role === undefined) return [];
      try {
        return [
          { path, role, text: await readFile(join(folder, path), "utf8") },
        ];
      } catch (cause) {
        const message = `It cannot be read: ${firstLineOf(cause)}.`;
        problems.push({ file: path, message });
        return [];
      }
    }),
  );
  if (problems.length === 0) return files.flat();
  throw new PolicyError(
    folder,
    problems.toSorted((a, b) => byCodeUnits(a.file ?? "", b.file ?? "")),
  );
}

/** The role of a file to Cerbos: extensions may be in any case, and names that begin with a dot are ignored. */
function roleOf(path: string): PolicyFileRole | undefined {
  if (/(^|\/)\./.test(path)) return undefined;
  if (path.startsWith("_schemas/")) {
    return /^_schemas\/[^/]+\.json$/.test(path) ? "schema" : undefined;
  }
  if (!/\.(ya?ml|json)$/i.test(path)) return undefined;
  if (/(^|\/)testdata\//.test(path)) return "fixtures";
  return /_test\.(ya?ml|json)$/i.test(path) ? "suite" : "policy";
}

/** The files below a path of the folder, as Cerbos finds them: it follows links to files, but not to folders. */
async function list(
  folder: string,
  path: string,
  options: { recursive: boolean },
): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(folder, path), { withFileTypes: true });
    const files = await Promise.all(
      entries.map(async (entry) => {
        const inner = path === "" ? entry.name : `${path}/${entry.name}`;
        if (entry.isDirectory()) {
          return options.recursive ? await list(folder, inner, options) : [];
        }
        const isFolder =
          entry.isSymbolicLink() && (await leadsToFolder(join(folder, inner)));
        return isFolder ? [] : [inner];
      }),
    );
    return files.flat();
  } catch (cause) {
    if (cause instanceof PolicyError) throw cause;
    const file = path === "" ? undefined : path;
    const message = "The folder cannot be read.";
    throw new PolicyError(folder, [{ file, message }], { cause });
  }
}

/** False for a link that leads nowhere. Reading the file will report that. */
async function leadsToFolder(link: string): Promise<boolean> {
  try {
    return (await stat(link)).isDirectory();
  } catch {
    return false;
  }
}
