import {
  type CheckResourcesResponse,
  type CheckResourcesResult,
  Effect,
  type ValidationError,
  ValidationErrorSource,
} from "@cerbos/core";
import { PdpRequestError } from "./errors.ts";
import type { PdpAnswer, PdpRequest, Ruling } from "./pdp.ts";

/**
 * The PDP's answers to a request, one for each resource.
 *
 * @throws {PdpRequestError} if the PDP could not judge one of them
 */
export function toAnswers(
  { resources }: PdpRequest,
  { results, cerbosCallId }: CheckResourcesResponse,
): readonly PdpAnswer[] {
  const problems = results.flatMap(problemsOf);
  if (problems.length > 0) throw new PdpRequestError([...new Set(problems)]);
  let next = 0;
  return resources.map(({ resource, actions }) => {
    const rulings: Ruling[] = [];
    const derivedRoles: string[] = [];
    let policy = "";
    for (const action of actions) {
      const result = results[next++];
      if (
        result?.resource.kind !== resource.kind ||
        result.resource.id !== resource.id ||
        result.actions[action] === undefined
      ) {
        throw new PdpRequestError([
          `the response lacks the result for ${action} on ${resource.kind}:${resource.id}`,
        ]);
      }
      const { metadata } = result;
      rulings.push(ruling(result, action));
      policy ||= metadata?.actions[action]?.matchedPolicy ?? "";
      derivedRoles.push(...(metadata?.effectiveDerivedRoles ?? []));
    }
    return {
      rulings,
      policy,
      derivedRoles: unique(derivedRoles),
      callId: cerbosCallId,
    };
  });
}

function problemsOf(result: CheckResourcesResult): readonly string[] {
  const { kind } = result.resource;
  if (result.validationErrors.length > 0) {
    return validationProblems(kind, result.validationErrors);
  }
  return matchedPolicies(result).includes("NO_MATCH")
    ? [`the PDP has no policy for the kind "${kind}"`]
    : [];
}

/** The problems that schemas find in the principal or in a resource of this kind. */
export function validationProblems(
  kind: string,
  errors: readonly ValidationError[],
): readonly string[] {
  return errors.map(({ source, path, message }) => {
    const whose =
      source === ValidationErrorSource.PRINCIPAL
        ? "the principal"
        : `the ${kind}`;
    return `${whose}${path.length > 1 ? ` at ${path}` : ""}: ${message}`;
  });
}

function matchedPolicies({ metadata }: CheckResourcesResult): string[] {
  return Object.values(metadata?.actions ?? {}).map(
    ({ matchedPolicy }) => matchedPolicy,
  );
}

function ruling(result: CheckResourcesResult, action: string): Ruling {
  const outputs = result.outputs.filter((output) => output.action === action);
  const refusals = outputs.flatMap(({ value }) => toRefusal(value) ?? []);
  const codes = unique(refusals.map(({ code }) => code));
  // Several rules may give the same code. The reason does not depend on the order of their outputs.
  const [reason] = unique(
    refusals.flatMap((each) =>
      each.code === codes[0] && each.reason !== "" ? each.reason : [],
    ),
  );
  return {
    action,
    allowed: result.actions[action] === Effect.ALLOW,
    rules: unique(
      outputs.flatMap(({ value, source }) => (value === true ? source : [])),
    ),
    codes,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A code is a name for programs. What is not one must not reach a log or a terminal. */
const CODE = /^[\w.:-]{1,100}$/;

/** The code and the reason that a rule's output gives for a refusal. Undefined for any other output. */
function toRefusal(
  output: unknown,
): { readonly code: string; readonly reason: string } | undefined {
  if (typeof output !== "object" || output === null) return undefined;
  const { code, reason }: { code?: unknown; reason?: unknown } = output;
  if (typeof code !== "string" || !CODE.test(code)) return undefined;
  return {
    code,
    reason: typeof reason === "string" ? reason.trim() : "",
  };
}

function unique(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)].sort();
}
