import { loadDirectory } from "../directory/load.ts";
import { connectPdp } from "../pdp/connect.ts";
import type { Pdp } from "../pdp/pdp.ts";
import { startPdp } from "../pdp/process/start.ts";
import { loadCatalog } from "../policies/catalog.ts";
import type { PolicyTypes } from "../policies/types/policy-types.ts";
import type { Policies } from "../kinds/policy-types.ts";
import type { Authorizer } from "./authorizer.ts";
import { Checks } from "./checks.ts";
import { explain } from "./explain.ts";
import { filterFor } from "./filter-for.ts";
import type { Means } from "./means.ts";
import { newFlagAccess } from "./new-flag-access.ts";
import type { DirectoryOption } from "./snapshot.ts";

export interface AuthorizerOptions {
  /** Who has what. If left out, the folder that ROLEBOOK_DIRECTORY names, or else `./directory`, as it is now. */
  readonly directory?: DirectoryOption | undefined;
  /** If left out, the PDP at the address that ROLEBOOK_PDP names, or else one of its own. */
  readonly pdp?: Pdp | undefined;
  /**
   * The folder of the policies: kinds, actions and attributes are what these say, and a PDP of its own runs them. Rolebook's, if left
   * out. For other policies, give `createAuthorizer` their types, as `rolebook policies types` writes them.
   */
  readonly policies?: string | undefined;
}

/**
 * Makes an authorizer: what a service asks who may do what.
 *
 * @throws {DirectoryError} where the directory is invalid; lists all problems
 * @throws {PolicyError} where the policies cannot be read
 * @throws {PdpUnavailableError} where no PDP can be started
 * @throws {TypeError} where ROLEBOOK_PDP is no address
 *
 * @example
 * const authorizer = await createAuthorizer({ directory, pdp });
 * const { allowed, reason } = await authorizer.check({
 *   user: "ana@acme.example",
 *   action: "edit",
 *   resource: { kind: "flag", id: "new-checkout" },
 * });
 */
export async function createAuthorizer<P extends PolicyTypes = Policies>({
  directory,
  pdp,
  policies,
}: AuthorizerOptions = {}): Promise<Authorizer<P>> {
  const isOwn = pdp === undefined;
  const opening = isOwn ? openPdp(policies) : Promise.resolve(pdp);
  // It comes up while the rest is read, and is awaited last: of two mistakes, the directory's is told.
  opening.catch(() => undefined);
  try {
    const [source, catalog] = await Promise.all([
      directory ?? loadDirectory(named("ROLEBOOK_DIRECTORY") ?? "directory"),
      loadCatalog(policies),
    ]);
    const opened = await opening;
    const means = { directory: source, catalog, pdp: opened };
    const authorizer = authorizerOf(means, async () => {
      if (isOwn) await opened.close();
    });
    // Names are checked when they are used; the types say which ones there are.
    return authorizer as unknown as Authorizer<P>;
  } catch (error) {
    const opened = await opening.catch(() => undefined);
    if (isOwn) await opened?.close();
    throw error;
  }
}

async function openPdp(policies: string | undefined): Promise<Pdp> {
  const address = named("ROLEBOOK_PDP");
  return address === undefined ? startPdp({ policies }) : connectPdp(address);
}

/** What a variable of the environment names, if it names anything. */
function named(variable: string): string | undefined {
  const value = process.env[variable];
  return value === "" ? undefined : value;
}

/** An `Authorizer` of any names. */
function authorizerOf(
  means: Means,
  close: () => Promise<void>,
): { readonly [Name in keyof Authorizer]: unknown } {
  const checks = new Checks(means);
  return {
    catalog: means.catalog,
    pdp: means.pdp,
    check: checks.check.bind(checks),
    checkMany: checks.checkMany.bind(checks),
    isAllowed: checks.isAllowed.bind(checks),
    assertAllowed: checks.assertAllowed.bind(checks),
    explain: explain.bind(undefined, means),
    filter: filterFor.bind(undefined, means),
    newFlagAccess: newFlagAccess.bind(undefined, means),
    close,
  };
}
