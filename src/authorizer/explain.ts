import { proposeChange } from "../explain/proposed-change.ts";
import type { Explanation } from "../explain/explanation.ts";
import { toInstant } from "../model/instant.ts";
import { TimeLimit } from "../pdp/time-limit.ts";
import type { CallOptions } from "../pdp/pdp.ts";
import type { AnyPolicies } from "../policies/types/policy-types.ts";
import { orAborted } from "../util/on-abort.ts";
import type { DecisionBasis } from "./basis.ts";
import { outcomesFor } from "./outcomes.ts";
import { requestedAction, requestedResource } from "./requested-action.ts";
import type { CheckRequest } from "./requests.ts";
import { snapshotFor } from "./snapshot.ts";
import { toSubjectQuery } from "./subject-query.ts";

/** A decision and, for a refusal, what would change it. See `Authorizer.explain`. */
export async function explain(
  basis: DecisionBasis,
  request: CheckRequest<AnyPolicies, string>,
  options?: CallOptions,
): Promise<Explanation> {
  const timeLimit = new TimeLimit(options);
  timeLimit.signal?.throwIfAborted();
  return orAborted(explainWithin(basis, request, timeLimit), timeLimit.signal);
}

async function explainWithin(
  basis: DecisionBasis,
  request: CheckRequest<AnyPolicies, string>,
  timeLimit: TimeLimit,
): Promise<Explanation> {
  // All questions must be about the same instant and the same state of the directory.
  const at = toInstant(request.at ?? Date.now());
  const resource = requestedResource(request.resource);
  const requested = requestedAction(request.action, resource);
  const query = toSubjectQuery({ ...request, at });
  const snapshot = await snapshotFor(basis.directory, query, timeLimit);
  const [outcome] = await outcomesFor(
    basis,
    snapshot,
    query,
    [requested],
    timeLimit,
  );
  if (outcome?.decision === undefined) throw outcome?.error;
  const { decision } = outcome;
  const { organization } = decision.subject;
  const contents = snapshot?.directory.organization(organization);
  if (decision.allowed || snapshot === undefined || contents === undefined) {
    return { decision };
  }
  const { catalog, pdp } = basis;
  const { isWhole } = snapshot;
  const change = await proposeChange({
    ...{ decision, at, contents, isWhole },
    ...{ catalog, pdp, timeLimit },
  });
  return change === undefined ? { decision } : { decision, change };
}
