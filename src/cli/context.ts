import { existsSync } from "node:fs";
import { relative } from "node:path";
import type { Authorizer } from "../authorizer/authorizer.ts";
import { createAuthorizer } from "../authorizer/create.ts";
import { fromEnvironment } from "../authorizer/environment.ts";
import { openPdp } from "../authorizer/open.ts";
import type { Directory } from "../directory/directory.ts";
import { loadDirectory } from "../directory/load.ts";
import { packagePath } from "../util/package-root.ts";
import type { Pdp } from "../pdp/pdp.ts";
import type { AnyPolicies } from "../policies/types/policy-types.ts";
import { quote } from "../util/quote.ts";
import { UsageError } from "./errors.ts";

/**
 * The folder of the directory: the given one, else ROLEBOOK_DIRECTORY, else `./directory`, else the example in a clone.
 */
export function directoryPath(given: string | undefined): string {
  const named = given ?? fromEnvironment("directory");
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new UsageError(`There is no folder ${quote(named)}.`);
  }
  const found = ["directory", packagePath("examples", "acme")].find((path) =>
    existsSync(path),
  );
  if (found !== undefined) return relative(process.cwd(), found) || ".";
  throw new UsageError(
    "There is no directory. Name its folder with --directory or ROLEBOOK_DIRECTORY, or make ./directory.",
  );
}

/** The folder of the policies to check: the given one, else Rolebook's own. */
export function policiesPath(given: string | undefined): string {
  if (given !== undefined && !existsSync(given)) {
    throw new UsageError(`There is no folder ${quote(given)}.`);
  }
  return given ?? (relative(process.cwd(), packagePath("policies")) || ".");
}

/** The options of a command that asks about a directory. */
export interface QuestionOptions extends PdpOptions {
  readonly directory?: string | undefined;
  readonly organization?: string | undefined;
}

/** Runs `use` with an authorizer and its directory. An embedded PDP ends afterwards. */
export function withAuthorizer<T>(
  options: QuestionOptions,
  use: (
    authorizer: Authorizer<AnyPolicies>,
    directory: Directory,
  ) => Promise<T>,
): Promise<T> {
  const { policies } = options;
  // The embedded PDP starts while the directory is read.
  return withPdp(options, async (opening) => {
    const directory = await loadDirectory(directoryPath(options.directory));
    const pdp = await opening;
    const authorizer = await createAuthorizer<AnyPolicies>({
      directory,
      pdp,
      policies,
    });
    return use(authorizer, directory);
  });
}

/** The PDP to use: one that already runs, or one that is started with a policy folder. */
export interface PdpOptions {
  readonly pdp?: string | undefined;
  /** By default Rolebook's own. */
  readonly policies?: string | undefined;
}

/** Runs `use` while a PDP starts. An embedded PDP ends afterwards. */
export async function withPdp<T>(
  options: PdpOptions,
  use: (opening: Promise<Pdp>) => Promise<T>,
): Promise<T> {
  const opening = open(options);
  opening.catch(() => undefined);
  try {
    return await use(opening);
  } finally {
    await opening.then(
      (pdp) => pdp.close(),
      () => undefined,
    );
  }
}

/** @throws {UsageError} if the address of the PDP is not valid */
async function open({ pdp, policies }: PdpOptions): Promise<Pdp> {
  const address = pdp ?? fromEnvironment("pdp");
  try {
    return await openPdp(address === "" ? undefined : address, { policies });
  } catch (cause) {
    throw cause instanceof TypeError ? new UsageError(cause.message) : cause;
  }
}
