import type { SubjectQuery } from "../decision/subject.ts";
import { toInstant } from "../model/instant.ts";
import type { Credential } from "../model/organization.ts";
import { CREDENTIAL_TYPES } from "../model/roles.ts";
import type { SubjectById, SubjectReference } from "./requests.ts";

/** A reference whose types are not checked yet, because the caller may be JavaScript. */
interface Unchecked {
  readonly user?: unknown;
  readonly credential?: unknown;
  readonly subject?: unknown;
  readonly as?: unknown;
  readonly organization?: unknown;
}

/**
 * The subject that a request names.
 *
 * @throws {TypeError} if it does not name exactly one, or if its organization is not an id
 * @throws {RangeError} if `at` is not an instant
 */
export function toSubjectQuery(
  reference: SubjectReference | SubjectById,
): SubjectQuery {
  const { user, credential, subject, as, organization }: Unchecked = reference;
  const { at } = reference;
  const id = user ?? credential ?? subject;
  const named =
    Number(user !== undefined) +
    Number(credential !== undefined) +
    Number(subject !== undefined);
  if (!isId(id) || named !== 1) {
    throw new TypeError(
      "Say who asks: the id of a user in `user`, or that of a credential in `credential`.",
    );
  }
  if (organization !== undefined && !isId(organization)) {
    throw new TypeError("The organization must be an id, or left out.");
  }
  if (as !== undefined && (subject === undefined || !isCredentialType(as))) {
    throw new TypeError(
      `\`as\` must be ${CREDENTIAL_TYPES.join(" or ")}, and goes with \`subject\` alone.`,
    );
  }
  const type =
    user !== undefined
      ? "user"
      : credential !== undefined
        ? "credential"
        : undefined;
  return {
    type,
    id,
    as,
    organization,
    at: at === undefined ? undefined : toInstant(at),
  };
}

/** A key for a query, different for each. The lengths show where an id ends, because ids may contain spaces. */
export function keyOf(query: SubjectQuery): string {
  const { type = "", as = "", id, organization = "", at = "" } = query;
  return `${type} ${as} ${id.length} ${id} ${organization.length} ${organization} ${at}`;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isCredentialType(value: unknown): value is Credential["type"] {
  return (CREDENTIAL_TYPES as readonly unknown[]).includes(value);
}
