import { type Filter, toFilter } from "../filter/filter.ts";
import type { CallOptions } from "../pdp/pdp.ts";
import { assertAction } from "../policies/catalog.ts";
import type { AnyPolicies } from "../policies/types/policy-types.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";
import { toAsker, toSubject } from "./asker.ts";
import { Call } from "../pdp/call.ts";
import { emptyDirectory } from "./decide-all.ts";
import type { Means } from "./means.ts";
import type { FilterRequest } from "./requests.ts";
import { snapshotFor } from "./snapshot.ts";

/** Which resources of a kind somebody may do something to. See `Authorizer.filter`. */
export async function filterFor(
  means: Means,
  {
    action,
    kind: name,
    project,
    ...asking
  }: FilterRequest<AnyPolicies, string>,
  options?: CallOptions,
): Promise<Filter<AnyPolicies, string>> {
  const asker = toAsker(asking);
  const kind = means.catalog.kind(name);
  assertAction(kind, action);
  if (project !== undefined && !kind.attributes.has("project")) {
    throw new UnknownNameError("attribute", "project", kind.attributes.keys(), {
      where: `of ${name}`,
    });
  }
  const call = new Call(options);
  call.signal?.throwIfAborted();
  const known = await snapshotFor(means.directory, asker, call);
  // Whom a source knows nothing of may do nothing, whatever the organization.
  const directory = known ?? emptyDirectory(asker.organization ?? "unknown");
  const subject = toSubject(directory, asker);
  const plan = await means.pdp.plan(
    {
      // With the roles of that project alone, the plan's condition names no other.
      principal: subject.principal(
        project === undefined ? undefined : new Set([project]),
      ),
      action,
      kind: name,
      attr: {},
    },
    call.options,
  );
  return toFilter(plan, { kind, project });
}
