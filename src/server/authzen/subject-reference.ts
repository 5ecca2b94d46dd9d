import type { SubjectReference } from "../../authorizer/requests.ts";
import type { Decision } from "../../decision/decision.ts";
import { CREDENTIAL_TYPES } from "../../model/roles.ts";
import { Suggester } from "../../util/suggester.ts";
import { quote } from "../../util/quote.ts";
import { badRequest } from "../http/errors.ts";
import type { SubjectEntity } from "./messages.ts";

/** The types of subjects: a user, a credential of any type, or a credential of one type. */
export const SUBJECT_TYPES = [
  "user",
  "credential",
  ...CREDENTIAL_TYPES,
] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

export function isSubjectType(type: string): type is SubjectType {
  return (SUBJECT_TYPES as readonly string[]).includes(type);
}

/** The message for an unknown type of subjects. */
export function unknownSubjectType(type: string): string {
  const suggestion = new Suggester().suggest(type, SUBJECT_TYPES);
  return `There is no subject type ${quote(type)}. ${
    suggestion === undefined
      ? `Known: ${SUBJECT_TYPES.join(", ")}.`
      : `Did you mean "${suggestion}"?`
  }`;
}

/**
 * The subject of a request, in the form that the authorizer takes.
 *
 * @throws {ApiError} if the type of the subject is unknown
 */
export function toSubjectReference({
  type,
  id,
  properties,
}: SubjectEntity): SubjectReference {
  if (!isSubjectType(type)) {
    const message = unknownSubjectType(type);
    throw badRequest([{ pointer: "/subject/type", message }]);
  }
  const organization = properties?.organization;
  return type === "user"
    ? { user: id, organization }
    : { credential: id, organization };
}

/**
 * Why a decision is not about the subject of the request: the credential has another type. Undefined if it is about it.
 */
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
