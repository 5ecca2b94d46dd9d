import type { Asking } from "../../authorizer/requests.ts";
import type { Decision } from "../../decision/decision.ts";
import { CREDENTIAL_TYPES } from "../../model/roles.ts";
import { Suggester } from "../../util/suggester.ts";
import { quote } from "../../util/quote.ts";
import { badRequest } from "../http/errors.ts";
import type { SubjectEntity } from "./messages.ts";

/** What a subject may be: a user, a credential of any type, or one of a certain type. */
export const SUBJECT_TYPES = [
  "user",
  "credential",
  ...CREDENTIAL_TYPES,
] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

export function isSubjectType(type: string): type is SubjectType {
  return (SUBJECT_TYPES as readonly string[]).includes(type);
}

/** Why there are no subjects of a type. */
export function unknownSubjectType(type: string): string {
  const suggestion = new Suggester().suggest(type, SUBJECT_TYPES);
  return `There is no subject type ${quote(type)}. ${
    suggestion === undefined
      ? `Known: ${SUBJECT_TYPES.join(", ")}.`
      : `Did you mean "${suggestion}"?`
  }`;
}

/**
 * Who asks, as the authorizer is asked.
 *
 * @throws {ApiError} where there are no subjects of that type
 */
export function toAsking({ type, id, properties }: SubjectEntity): Asking {
  if (!isSubjectType(type)) {
    const message = unknownSubjectType(type);
    throw badRequest([{ pointer: "/subject/type", message }]);
  }
  const organization = properties?.organization;
  return type === "user"
    ? { user: id, organization }
    : { credential: id, organization };
}

/** Why a decision was not about such a subject, where it was about a credential of another type; undefined where all is well. */
export function typeMismatch(
  { type, id }: SubjectEntity,
  { subject }: Decision,
): string | undefined {
  if (type === "user" || type === "credential" || subject.type === type) {
    return undefined;
  }
  return subject.status === "unknown"
    ? undefined
    : `The credential ${id} is not of the type ${type}, but of the type ${subject.type}.`;
}
