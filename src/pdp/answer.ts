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
 * What a PDP's response says about each resource of the request.
 *
 * @throws {PdpRequestError} where it says that it could not judge one of them
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

/** What a schema finds wrong with the principal or with a resource of this kind. */
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
  const rules: string[] = [];
  const codes: string[] = [];
  for (const { action: about, source, value } of result.outputs) {
    if (about !== action) continue;
    if (value === true) rules.push(source);
    else if (
      typeof value === "object" &&
      value !== null &&
      "code" in value &&
      typeof value["code"] === "string"
    ) {
      codes.push(value["code"]);
    }
  }
  return {
    action,
    allowed: result.actions[action] === Effect.ALLOW,
    rules: unique(rules),
    codes: unique(codes),
  };
}

function unique(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)].sort();
}
