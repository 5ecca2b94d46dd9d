import { findSubject } from "../decision/subject.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";
import { type Filter, toFilter } from "../filter/filter.ts";
import type { CallOptions } from "../pdp/pdp.ts";
import { TimeLimit } from "../pdp/time-limit.ts";
import { assertAction } from "../policies/catalog.ts";
import type { AnyPolicies } from "../policies/types/policy-types.ts";
import type { DecisionBasis } from "./basis.ts";
import type { FilterRequest } from "./requests.ts";
import { emptySnapshot, snapshotFor } from "./snapshot.ts";
import { toSubjectQuery } from "./subject-query.ts";

/** The resources of a kind on which a subject may take an action. See `Authorizer.filter`. */
export async function filter<K extends string>(
  { directory, catalog, pdp }: DecisionBasis,
  {
    action,
    kind: resourceKind,
    project,
    ...reference
  }: FilterRequest<AnyPolicies, K>,
  options?: CallOptions,
): Promise<Filter<AnyPolicies, K>> {
  const query = toSubjectQuery(reference);
  const kind = catalog.kind(resourceKind);
  assertAction(kind, action);
  if (project !== undefined && !kind.attributes.has("project")) {
    throw new UnknownNameError("attribute", "project", kind.attributes.keys(), {
      where: `of ${resourceKind}`,
    });
  }
  const timeLimit = new TimeLimit(options);
  timeLimit.signal?.throwIfAborted();
  const known = await snapshotFor(directory, query, timeLimit);
  // A subject that the source does not know may do nothing in any organization, so any will do.
  const snapshot = known ?? emptySnapshot(query.organization ?? "unknown");
  const subject = findSubject(snapshot.directory, query);
  const plan = await pdp.plan(
    {
      // The principal has only the roles in that project, so the condition of the plan names no other project.
      principal: subject.principal(
        project === undefined ? undefined : new Set([project]),
      ),
      action,
      kind: resourceKind,
      attr: {},
    },
    timeLimit.left,
  );
  return { ...toFilter(plan, { kind, project }), resourceKind };
}
