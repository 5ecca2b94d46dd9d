import { type PlanExpressionOperand, PlanKind } from "@cerbos/core";
import type { QueryPlan } from "../pdp/pdp.ts";
import type {
  AnyPolicies,
  AttributesOf,
  KindOf,
  PolicyTypes,
} from "../policies/types/policy-types.ts";
import type { Kind } from "../policies/catalog.ts";
import { acceptedAttributes } from "../decision/accepted-attributes.ts";
import { compileCondition, type Matches } from "./compile-condition.ts";

/** Which resources of a kind one subject may do something to, as of the instant that was asked about. */
export type Filter<P extends PolicyTypes, K extends KindOf<P>> = (
  | {
      /** All of them, or none. */
      readonly kind: "always" | "never";
      readonly condition?: undefined;
    }
  | {
      /** Those that meet the condition. */
      readonly kind: "condition";
      /** As Cerbos gives it, for translations into queries. */
      readonly condition: PlanExpressionOperand;
    }
) & {
  readonly resourceKind: K;
  /** The one project that was asked about. A query for the condition, or for all, has to name it too. */
  readonly project?: string | undefined;
  /** The same as Cerbos's own client gives it: what the official query-plan adapters take. */
  readonly plan: CerbosPlan;

  /**
   * Whether the subject may do it to this resource, exactly as `check` would answer: its attributes are checked by their schema, and
   * user ids are compared without case.
   *
   * @throws {ResourceError} where an attribute is missing or is not what its schema says
   * @throws {TypeError} where the resource is of another kind
   */
  matches(resource: Matchable<AttributesOf<P, K>, K>): boolean;
};

/** What a query plan says, in Cerbos's words. */
export type CerbosPlan =
  | { readonly kind: PlanKind.ALWAYS_ALLOWED | PlanKind.ALWAYS_DENIED }
  | {
      readonly kind: PlanKind.CONDITIONAL;
      readonly condition: PlanExpressionOperand;
    };

/** A resource, as far as a filter looks at it. */
export interface Matchable<Attributes, K extends string = string> {
  /** The filter's kind, if it is given. */
  readonly kind?: K | undefined;
  readonly id?: string | undefined;
  readonly attr: Attributes;
}

/** @throws {UnsupportedPlanError} where the plan cannot be evaluated exactly as the PDP does */
export function toFilter(
  plan: QueryPlan,
  {
    kind,
    project,
  }: { readonly kind: Kind; readonly project?: string | undefined },
): Filter<AnyPolicies, string> {
  const about = { resourceKind: kind.name, project };
  switch (plan.kind) {
    case "always_denied":
      return {
        ...about,
        kind: "never",
        plan: { kind: PlanKind.ALWAYS_DENIED },
        matches: () => false,
      };
    case "always_allowed":
      return {
        ...about,
        kind: "always",
        plan: { kind: PlanKind.ALWAYS_ALLOWED },
        matches: matcher(kind, project, () => true),
      };
    case "conditional": {
      const { condition } = plan;
      return {
        ...about,
        kind: "condition",
        condition,
        plan: { kind: PlanKind.CONDITIONAL, condition },
        matches: matcher(kind, project, compileCondition(condition)),
      };
    }
  }
}

/** Evaluates for resources that the schema accepts, and for no others: conditions are made for these. */
function matcher(
  kind: Kind,
  project: string | undefined,
  matches: Matches,
): Filter<AnyPolicies, string>["matches"] {
  return (resource) => {
    if (resource.kind !== undefined && resource.kind !== kind.name) {
      throw new TypeError(
        `The filter is about ${kind.name}, and the resource is of the kind ${resource.kind}.`,
      );
    }
    const valid =
      kind.problems(resource.attr).length === 0
        ? resource
        : { id: resource.id, attr: acceptedAttributes(kind, resource) };
    return (
      (project === undefined || valid.attr["project"] === project) &&
      matches(valid)
    );
  };
}
