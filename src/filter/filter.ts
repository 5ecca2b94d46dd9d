import { type PlanExpressionOperand, PlanKind } from "@cerbos/core";
import type { QueryPlan } from "../pdp/pdp.ts";
import type {
  AnyPolicies,
  AttributesOf,
  KindOf,
  PolicyTypes,
} from "../policies/types/policy-types.ts";
import type { Kind } from "../policies/catalog.ts";
import { acceptedAttributes } from "../decision/attributes.ts";
import { compileCondition, type Matches } from "./compile-condition.ts";

/** The resources of a kind on which one subject may take an action, as of the instant that was asked about. */
export type Filter<P extends PolicyTypes, K extends KindOf<P>> = (
  | {
      /** Every resource, or no resource. */
      readonly kind: "always" | "never";
      readonly condition?: undefined;
    }
  | {
      /** The resources that meet the condition. */
      readonly kind: "condition";
      /** As Cerbos gives it, to be translated into a query. */
      readonly condition: PlanExpressionOperand;
    }
) & {
  readonly resourceKind: K;
  /** The project that was asked about, if any. The condition need not contain it, so a query must select it as well. */
  readonly project?: string | undefined;
  /** The plan as Cerbos's own client gives it, for the official query-plan adapters. */
  readonly plan: CerbosPlan;

  /**
   * Whether the subject may take the action on this resource, exactly as `check` would answer.
   *
   * The attributes are checked by their schema, and user ids are compared without case.
   *
   * @throws {ResourceError} if an attribute is missing or does not match its schema
   * @throws {TypeError} if the resource is of another kind
   */
  matches(resource: Matchable<AttributesOf<P, K>, K>): boolean;
};

/** A query plan in the types of Cerbos's client. */
export type CerbosPlan =
  | { readonly kind: PlanKind.ALWAYS_ALLOWED | PlanKind.ALWAYS_DENIED }
  | {
      readonly kind: PlanKind.CONDITIONAL;
      readonly condition: PlanExpressionOperand;
    };

/** The part of a resource that a filter reads. */
export interface Matchable<Attributes, K extends string = string> {
  /** If given, it must be the kind of the filter. */
  readonly kind?: K | undefined;
  readonly id?: string | undefined;
  readonly attr: Attributes;
}

/** @throws {UnsupportedPlanError} if the plan cannot be evaluated exactly as the PDP does */
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

/** Evaluates the condition only for resources that the schema accepts, because conditions rely on the schema. */
function matcher(
  kind: Kind,
  project: string | undefined,
  matches: Matches,
): Filter<AnyPolicies, string>["matches"] {
  return (resource) => {
    if (resource.kind !== undefined && resource.kind !== kind.name) {
      throw new TypeError(
        `The filter is for the kind ${kind.name}, but the resource is of the kind ${resource.kind}.`,
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
