import type { PlanExpressionOperand } from "@cerbos/core";
import type { QueryPlan } from "../pdp/pdp.ts";
import type {
  AnyPolicies,
  AttributesOf,
  KindOf,
  PolicyTypes,
} from "../policies/types/policy-types.ts";
import { compileCondition } from "./compile-condition.ts";

/** Which resources of a kind one subject may do something to, as of the instant that was asked about. */
export interface Filter<P extends PolicyTypes, K extends KindOf<P>> {
  /** `always`: all of them. `never`: none. `condition`: those that meet it. */
  readonly kind: "always" | "never" | "condition";
  readonly resourceKind: K;
  /** The one project that was asked about. A query for the condition, or for all, has to name it too. */
  readonly project?: string | undefined;
  /** The condition, as Cerbos gives it: for the official query-plan adapters, and for translations into queries. */
  readonly condition?: PlanExpressionOperand | undefined;

  /**
   * Whether the subject may do it to this resource, as the PDP would answer. Of the attributes, only those that the condition reads
   * are looked at.
   *
   * @throws {MissingAttributeError} where the resource lacks an attribute that decides
   */
  matches(resource: Matchable<AttributesOf<P, K>>): boolean;
}

/** A resource, as far as a filter looks at it. */
export interface Matchable<Attributes> {
  readonly id?: string | undefined;
  readonly attr: Attributes;
}

/** @throws {UnsupportedPlanError} where the plan cannot be evaluated exactly as the PDP does */
export function toFilter(
  plan: QueryPlan,
  {
    kind,
    project,
  }: { readonly kind: string; readonly project?: string | undefined },
): Filter<AnyPolicies, string> {
  const about = { resourceKind: kind, project };
  switch (plan.kind) {
    case "always_denied":
      return { ...about, kind: "never", matches: () => false };
    case "always_allowed":
      return {
        ...about,
        kind: "always",
        matches: within(project, () => true),
      };
    case "conditional": {
      const { condition } = plan;
      return {
        ...about,
        kind: "condition",
        condition,
        matches: within(project, compileCondition(condition)),
      };
    }
  }
}

type Matches = Filter<AnyPolicies, string>["matches"];

function within(project: string | undefined, matches: Matches): Matches {
  if (project === undefined) return matches;
  return (resource) =>
    resource.attr["project"] === project && matches(resource);
}
