import { toInstant } from "../model/instant.ts";
import type { CallOptions } from "../pdp/pdp.ts";
import type { AnyPolicies } from "../policies/types/policy-types.ts";
import { toAsker } from "./asker.ts";
import { Call, orAborted } from "../pdp/call.ts";
import { Checks } from "./checks.ts";
import type { Explanation } from "../explain/explanation.ts";
import type { Means } from "./means.ts";
import type { CheckRequest } from "./requests.ts";
import { snapshotFor, wholeDirectory } from "./snapshot.ts";
import { changeFor } from "../explain/change.ts";

/** A decision and, where it is a refusal, what would change it. See `Authorizer.explain`. */
export async function explain(
  means: Means,
  request: CheckRequest<AnyPolicies, string>,
  options?: CallOptions,
): Promise<Explanation> {
  const call = new Call(options);
  call.signal?.throwIfAborted();
  return orAborted(explainWithin(means, request, call), call.signal);
}

async function explainWithin(
  means: Means,
  request: CheckRequest<AnyPolicies, string>,
  call: Call,
): Promise<Explanation> {
  // All questions are about one instant, and about one state of the directory.
  const at = toInstant(request.at ?? Date.now());
  const asker = toAsker({ ...request, at });
  const whole = wholeDirectory(means.directory);
  const directory = whole ?? (await snapshotFor(means.directory, asker, call));
  const { catalog, pdp } = means;
  const checks = new Checks({
    catalog,
    pdp,
    directory: directory ?? { find: () => undefined },
  });
  const decision = await checks.check({ ...request, at }, call.options);
  const contents = directory?.organization(decision.subject.organization);
  if (decision.allowed || contents === undefined) return { decision };
  const isWhole = whole !== undefined;
  const refusal = { decision, at, contents, isWhole, catalog, pdp, call };
  const change = await changeFor(refusal);
  return change === undefined ? { decision } : { decision, change };
}
