import { PdpRequestError, PdpUnavailableError } from "../../pdp/errors.ts";
import type { CallOptions, Pdp } from "../../pdp/pdp.ts";
import { KNOWN_PRINCIPALS, type KnownPrincipal } from "./known-principals.ts";
import type { Probe } from "./probes.ts";

/** A kind for which the PDP gives a wrong answer. */
export interface WrongKind {
  readonly kind: string;
  /** The problem, for the operator. */
  readonly problem: string;
}

/** The kinds for which the PDP answers wrongly, or not at all. */
export type KindsCheck =
  | { readonly kind: "answered"; readonly wrong: readonly WrongKind[] }
  | { readonly kind: "unavailable"; readonly problem: string };

/**
 * Asks all probes in one request for each principal. If the PDP cannot judge such a request, it asks each probe by
 * itself.
 */
export async function checkKinds(
  pdp: Pdp,
  probes: readonly Probe[],
  options: CallOptions,
): Promise<KindsCheck> {
  try {
    const found = await Promise.all(
      KNOWN_PRINCIPALS.map((known) => wrongFor(pdp, known, probes, options)),
    );
    const byKind = new Map(found.flat().map((each) => [each.kind, each]));
    const wrong = probes.flatMap(({ kind }) => byKind.get(kind) ?? []);
    return { kind: "answered", wrong };
  } catch (error) {
    if (!(error instanceof PdpUnavailableError)) throw error;
    return { kind: "unavailable", problem: error.message };
  }
}

async function wrongFor(
  pdp: Pdp,
  known: KnownPrincipal,
  probes: readonly Probe[],
  options: CallOptions,
): Promise<readonly WrongKind[]> {
  const { who, principal, allowed } = known;
  try {
    const answers = await pdp.check(
      {
        principal,
        resources: probes.map(({ resource, action }) => ({
          resource,
          actions: [action],
        })),
      },
      options,
    );
    return probes.flatMap(({ kind, action, isKnown }, index) => {
      const ruling = answers[index]?.rulings[0];
      if (!isKnown || ruling?.allowed === allowed) return [];
      const problem = `${who} ${allowed ? "may" : "may not"} ${action}, but the PDP says otherwise`;
      return [{ kind, problem }];
    });
  } catch (error) {
    if (!(error instanceof PdpRequestError)) throw error;
    const [only, another] = probes;
    if (only !== undefined && another === undefined) {
      return [{ kind: only.kind, problem: error.problems.join("; ") }];
    }
    const each = await Promise.all(
      probes.map((probe) => wrongFor(pdp, known, [probe], options)),
    );
    return each.flat();
  }
}
