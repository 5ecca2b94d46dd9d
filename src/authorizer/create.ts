import { loadDirectory } from "../directory/load.ts";
import type { Policies } from "../kinds/policy-types.ts";
import type { Pdp } from "../pdp/pdp.ts";
import { loadCatalog } from "../policies/catalog.ts";
import type {
  AnyPolicies,
  PolicyTypes,
} from "../policies/types/policy-types.ts";
import type { Authorizer } from "./authorizer.ts";
import type { DecisionBasis } from "./basis.ts";
import { Checks } from "./checks.ts";
import { fromEnvironment } from "./environment.ts";
import { explain } from "./explain.ts";
import { filter } from "./filter.ts";
import { newFlagAccess } from "./new-flag-access.ts";
import { openPdp } from "./open.ts";
import type { DirectoryOption } from "./snapshot.ts";

export interface AuthorizerOptions {
  /** The directory; by default the folder that ROLEBOOK_DIRECTORY names, else `./directory`, loaded once. */
  readonly directory?: DirectoryOption | undefined;
  /** The PDP; by default the one at the address in ROLEBOOK_PDP, else one that the authorizer starts. */
  readonly pdp?: Pdp | undefined;
  /**
   * The folder of the policies; by default Rolebook's. It defines kinds, actions and attributes, and a PDP that the
   * authorizer starts runs it. For your own policies, give `createAuthorizer` the types that `rolebook policies types`
   * writes.
   */
  readonly policies?: string | undefined;
}

/**
 * Makes an authorizer, which a service asks who may do what.
 *
 * @throws {DirectoryError} if the directory is invalid; lists all problems
 * @throws {PolicyError} if the policies cannot be read
 * @throws {PdpUnavailableError} if no PDP can be started
 * @throws {TypeError} if ROLEBOOK_PDP is not an address
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
  const opening = isOwn
    ? openPdp(fromEnvironment("pdp"), { policies })
    : Promise.resolve(pdp);
  // The PDP starts while the rest is read. It is awaited last, so that errors of the directory are reported first.
  opening.catch(() => undefined);
  try {
    const [source, catalog] = await Promise.all([
      directory ?? loadDirectory(fromEnvironment("directory") ?? "directory"),
      loadCatalog(policies),
    ]);
    const opened = await opening;
    const basis = { directory: source, catalog, pdp: opened };
    return authorizerOn(basis, async () => {
      if (isOwn) await opened.close();
    });
  } catch (error) {
    const opened = await opening.catch(() => undefined);
    if (isOwn) await opened?.close();
    throw error;
  }
}

/** At run time the authorizer takes any names, and checks them when they are used. Only the types are narrower. */
function authorizerOn(
  basis: DecisionBasis,
  close: () => Promise<void>,
): Authorizer<AnyPolicies> {
  const checks = new Checks(basis);
  return {
    catalog: basis.catalog,
    pdp: basis.pdp,
    check: (request, options) => checks.check(request, options),
    checkMany: (request, options) => checks.checkMany(request, options),
    isAllowed: (request, options) => checks.isAllowed(request, options),
    assertAllowed: (request, options) => checks.assertAllowed(request, options),
    explain: (request, options) => explain(basis, request, options),
    filter: (request, options) => filter(basis, request, options),
    newFlagAccess: (request, options) => newFlagAccess(basis, request, options),
    close,
  };
}
