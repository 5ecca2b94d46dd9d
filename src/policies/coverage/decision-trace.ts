import { policyName } from "./policy-name.ts";

/**
 * The trace of one decision: a list of events. The place of an event is a path of components, given by their indexes.
 */
export interface DecisionTrace {
  readonly definitions: readonly Component[];
  readonly entries: readonly {
    readonly componentIndices?: readonly number[];
    readonly event: Event;
  }[];
}

interface Component {
  readonly kind: string;
  readonly policy?: string;
  readonly action?: string;
  readonly rule?: string;
  readonly derivedRole?: string;
  readonly variable?: { readonly name: string };
}

interface Event {
  readonly status?: string;
  readonly result?: unknown;
  readonly error?: string;
  readonly effect?: string;
}

/** The facts in the trace of one decision. */
export interface Findings {
  /** The {@link policyName} of the resource policy, such as `cerbos.resource.flag.vdefault`. */
  readonly policy: string;
  readonly action: string;
  /** Whether a schema rejected the request, so that no rule was evaluated. */
  readonly isRejected: boolean;
  readonly isAllowed: boolean;
  /** Whether each rule was activated, by name. A rule is missing if its roles are for other sorts of principals. */
  readonly rules: ReadonlyMap<string, boolean>;
  /** The result of each rule's condition, by the rule's name, if it was evaluated. */
  readonly conditions: ReadonlyMap<string, boolean>;
  readonly variables: ReadonlyMap<string, unknown>;
  /** Whether each derived role was activated, by set and name: `cerbos.derived_roles.experiment#experiment_viewer`. */
  readonly derivedRoles: ReadonlyMap<string, boolean>;
}

/** Reads a trace; undefined if there is no policy for the kind. */
export function readTrace(trace: DecisionTrace): Findings | undefined {
  let decided: Pick<Findings, "policy" | "action" | "isAllowed"> | undefined;
  let isRejected = false;
  const rules = new Map<string, boolean>();
  const conditions = new Map<string, boolean>();
  const variables = new Map<string, unknown>();
  const derivedRoles = new Map<string, boolean>();
  for (const { componentIndices = [], event } of trace.entries) {
    const [first, ...path] = componentIndices.flatMap(
      (index) => trace.definitions[index] ?? [],
    );
    if (first?.policy === undefined) continue;
    const policy = policyName(first.policy);
    const last = path.at(-1);
    if (last === undefined) isRejected ||= event.error !== undefined;
    else if (last.action !== undefined) {
      const isAllowed = event.effect === "EFFECT_ALLOW";
      decided = { policy, action: last.action, isAllowed };
    } else if (last.variable !== undefined) {
      if (event.error === undefined) {
        variables.set(last.variable.name, event.result);
      }
    } else {
      const owner = path.findIndex((each) => each.rule ?? each.derivedRole);
      const { rule, derivedRole } = path[owner] ?? {};
      const within = path.slice(owner + 1).map(({ kind }) => kind);
      const outcome = outcomeOf(within, event);
      if (outcome === undefined) continue;
      if (derivedRole !== undefined) {
        merge(derivedRoles, `${policy}#${derivedRole}`, outcome);
      }
      if (rule !== undefined) {
        merge(rules, rule, outcome);
        const isCondition = within.length === 2;
        if (isCondition && event.error === undefined) {
          conditions.set(rule, outcome);
        }
      }
    }
  }
  const found = { isRejected, rules, conditions, variables, derivedRoles };
  return decided && { ...decided, ...found };
}

/**
 * Whether an event shows that its rule or derived role is activated. Undefined if the event does not decide that, such
 * as the event of an output, or of one of several expressions.
 */
function outcomeOf(
  [condition, operator, ...deeper]: readonly string[],
  { status, result }: Event,
): boolean | undefined {
  if (condition === undefined) {
    return status === "STATUS_SKIPPED" ? false : undefined;
  }
  if (condition !== "KIND_CONDITION" || deeper.length > 0) return undefined;
  // A rule without a condition has an event of an empty condition.
  return operator === undefined || OPERATORS.has(operator)
    ? result === true
    : undefined;
}

const OPERATORS: ReadonlySet<string> = new Set([
  "KIND_EXPR",
  "KIND_CONDITION_ALL",
  "KIND_CONDITION_ANY",
  "KIND_CONDITION_NONE",
]);

/** A rule with several roles has an event for each. It is activated if one of them activates it. */
function merge(
  outcomes: Map<string, boolean>,
  name: string,
  outcome: boolean,
): void {
  outcomes.set(name, outcome || outcomes.get(name) === true);
}
