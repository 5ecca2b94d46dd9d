import { existsSync } from "node:fs";
import { relative } from "node:path";
import type { Session } from "../decision/check.ts";
import { loadDirectory } from "../directory/load.ts";
import { packagePath } from "../util/package-root.ts";
import { connectPdp } from "../pdp/connect.ts";
import type { Pdp } from "../pdp/pdp.ts";
import { startPdp } from "../pdp/process/start.ts";
import { loadCatalog } from "../policies/catalog.ts";
import { quote } from "../util/quote.ts";
import { UsageError } from "./errors.ts";

/** The options that commands share. */
export interface CommonOptions {
  readonly directory?: string | undefined;
  readonly organization?: string | undefined;
  readonly pdp?: string | undefined;
}

/** The folder of the directory: as given, else ROLEBOOK_DIRECTORY, else `./directory`, else the example in a clone. */
export function directoryPath(given: string | undefined): string {
  const named = given ?? process.env["ROLEBOOK_DIRECTORY"];
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new UsageError(`There is no folder ${quote(named)}.`);
  }
  const found = ["directory", packagePath("examples", "acme")].find((path) =>
    existsSync(path),
  );
  if (found !== undefined) return relative(process.cwd(), found) || ".";
  throw new UsageError(
    "There is no directory: name its folder with --directory or ROLEBOOK_DIRECTORY, or make ./directory.",
  );
}

/** The folder of the policies to check: as given, else Rolebook's own. */
export function policiesPath(given: string | undefined): string {
  if (given !== undefined && !existsSync(given)) {
    throw new UsageError(`There is no folder ${quote(given)}.`);
  }
  return given ?? (relative(process.cwd(), packagePath("policies")) || ".");
}

/** Runs `use` with a directory, a catalog and a PDP; an embedded PDP ends with it. */
export function withSession<T>(
  options: CommonOptions,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  // The embedded PDP comes up while the directory is read.
  return withPdp(options, async (opening) => {
    const directory = await loadDirectory(directoryPath(options.directory));
    const catalog = await loadCatalog();
    return use({ directory, catalog, pdp: await opening });
  });
}

/** Which PDP: one that runs elsewhere, or one of its own on a policy folder. */
export interface PdpOptions {
  readonly pdp?: string | undefined;
  /** Rolebook's own if left out. */
  readonly policies?: string | undefined;
}

/** Runs `use` while a PDP comes up; an embedded one ends with it. */
export async function withPdp<T>(
  options: PdpOptions,
  use: (opening: Promise<Pdp>) => Promise<T>,
): Promise<T> {
  const opening = openPdp(options);
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

async function openPdp({ pdp, policies }: PdpOptions): Promise<Pdp> {
  const address = pdp ?? process.env["ROLEBOOK_PDP"];
  if (address === undefined || address === "") return startPdp({ policies });
  try {
    return connectPdp(address);
  } catch (cause) {
    throw cause instanceof TypeError ? new UsageError(cause.message) : cause;
  }
}
