import type { Principal } from "../model/principal.ts";
import { PLANS } from "../model/organization.ts";
import { PdpRequestError } from "../pdp/errors.ts";
import { MAX_ACTIONS, type Pdp, type QueryPlan } from "../pdp/pdp.ts";
import type { Kind } from "../policies/catalog.ts";
import { ORGANIZATION_ROLES } from "../model/roles.ts";
import { circumstances } from "./circumstances.ts";
import type { Column } from "./columns.ts";
import { conditionText } from "./condition-text.ts";
import { attributesAt, type Distance } from "./distance.ts";

/** The condition of an answer, and the codes of refusals. */
export interface MatrixCondition {
  /** The condition in words, such as `access is everyone or the principal is in editors`. */
  readonly text: string;
  /** The refusal codes that the PDP gave when the condition did not hold, in alphabetical order. */
  readonly codes: readonly string[];
}

/** Whether one role or credential may take an action. */
export type Answer =
  | { readonly kind: "always" | "never" }
  | { readonly kind: "condition"; readonly condition: MatrixCondition };

/** Asks the PDP whether a column may take an action on resources at a distance, on every plan of the organization. */
export async function ask(
  pdp: Pdp,
  kind: Kind,
  action: string,
  column: Column,
  distance: Distance,
): Promise<Answer> {
  const variants = variantsOf(kind, column);
  const attr = attributesAt(distance, kind);
  const plans = await Promise.all(
    variants.map(async ({ principal }) =>
      pdp.plan({ principal, action, kind: kind.name, attr }),
    ),
  );
  for (const always of ["always_allowed", "always_denied"] as const) {
    if (plans.every((plan) => plan.kind === always)) {
      return { kind: always === "always_allowed" ? "always" : "never" };
    }
  }
  return {
    kind: "condition",
    condition: {
      text: textOf(plans, variants),
      codes:
        distance === "here"
          ? await codesOf(pdp, kind, action, differing(plans, variants))
          : [],
    },
  };
}

/** One variant for each different query plan. Variants with the same plan get the same refusals. */
function differing(
  plans: readonly QueryPlan[],
  variants: readonly Variant[],
): readonly Variant[] {
  const keys = plans.map((plan) => JSON.stringify(plan));
  return variants.filter((_, at) => keys.indexOf(keys[at] ?? "") === at);
}

/** The principal of a column with one plan and one organization role. */
interface Variant {
  readonly principal: Principal;
  /** The plan and the organization role. */
  readonly circumstances: readonly string[];
}

/** A variant for each plan, and in columns of app roles for each organization role, if the kind's rules read these. */
function variantsOf(
  kind: Kind,
  { principal, type }: Column,
): readonly Variant[] {
  const plans = kind.reads("P.attr.organizationPlan")
    ? PLANS
    : [principal.attr.organizationPlan];
  const roles =
    type === "app_role" && kind.reads("P.attr.organizationRole")
      ? ORGANIZATION_ROLES.filter((role) => role !== "admin")
      : [principal.attr.organizationRole];
  return plans.flatMap((organizationPlan) =>
    roles.map((organizationRole) => ({
      principal: {
        ...principal,
        attr: { ...principal.attr, organizationPlan, organizationRole },
      },
      circumstances: [organizationPlan, organizationRole],
    })),
  );
}

/** The condition in words. If it differs between variants, each text names its variants. */
function textOf(
  plans: readonly QueryPlan[],
  variants: readonly Variant[],
): string {
  const byText = new Map<string, Variant[]>();
  for (const [at, plan] of plans.entries()) {
    const variant = variants[at];
    if (plan.kind === "always_denied" || variant === undefined) continue;
    const text =
      plan.kind === "conditional"
        ? conditionText(plan.condition, variant.principal.id)
        : "";
    byText.set(text, [...(byText.get(text) ?? []), variant]);
  }
  return [...byText]
    .flatMap(([text, those]) =>
      whichOf(those, variants).map((which) =>
        conjunction([...which, ...(text === "" ? [] : [text])]),
      ),
    )
    .join(", or ");
}

const CIRCUMSTANCES = ["the plan is", "the organization role is"];

/**
 * Tells these variants apart from the others, such as `the plan is growth or enterprise`. If lists of plans and roles
 * do not describe them, each variant is described separately.
 */
function whichOf(
  those: readonly Variant[],
  all: readonly Variant[],
): readonly (readonly string[])[] {
  const apart = CIRCUMSTANCES.map((words, at) => {
    const values = (of: readonly Variant[]): readonly string[] => [
      ...new Set(of.flatMap(({ circumstances: each }) => each[at] ?? [])),
    ];
    const some = values(those);
    const text = `${words} ${some.join(" or ")}`;
    return {
      count: some.length,
      isAll: some.length === values(all).length,
      text,
    };
  });
  const product = apart.reduce((count, each) => count * each.count, 1);
  return product === those.length
    ? [apart.filter(({ isAll }) => !isAll).map(({ text }) => text)]
    : those.map(({ circumstances: values }) =>
        CIRCUMSTANCES.map((words, at) => `${words} ${values[at] ?? ""}`),
      );
}

/** Joins conditions with "and". Conditions that have parts themselves get parentheses. */
export function conjunction(parts: readonly string[]): string {
  if (parts.length === 1) return parts.join();
  return parts
    .map((part) => (/ (and|or) /.test(part) ? `(${part})` : part))
    .join(" and ");
}

/** The most combinations of attributes that are tried to find codes. A kind with many attributes has millions. */
const MOST_CIRCUMSTANCES = 10_000;

/** The codes that the PDP gives for refusals, in all circumstances and variants. */
async function codesOf(
  pdp: Pdp,
  kind: Kind,
  action: string,
  variants: readonly Variant[],
): Promise<readonly string[]> {
  const codes = new Set<string>();
  for (const { principal } of variants) {
    for (const attrs of batches(circumstances(kind, principal.id))) {
      const answers = await pdp
        .check({
          principal,
          resources: attrs.map((attr) => ({
            resource: { kind: kind.name, id: kind.name, attr },
            actions: [action],
          })),
        })
        .catch((error: unknown) => {
          // The schema demands something that cannot be made up here, so no codes can be found.
          if (error instanceof PdpRequestError) return [];
          throw error;
        });
      for (const { rulings } of answers) {
        for (const { allowed, codes: given } of rulings) {
          if (!allowed) given.forEach((code) => codes.add(code));
        }
      }
    }
  }
  return [...codes].sort();
}

function* batches<T>(all: Iterable<T>): Generator<readonly T[]> {
  let batch: T[] = [];
  let taken = 0;
  for (const each of all) {
    if (taken++ === MOST_CIRCUMSTANCES) break;
    batch.push(each);
    if (batch.length === MAX_ACTIONS) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
