import { chooseOrganization } from "../decision/organization.ts";
import {
  credentialSubject,
  type Subject,
  unknownSubject,
  userSubject,
} from "../decision/subject.ts";
import type { Directory } from "../directory/directory.ts";
import type { Instant } from "../model/instant.ts";
import { toInstant } from "../model/instant.ts";
import type { Asking } from "./requests.ts";

/** Who asks, as far as the request says it. */
export interface Asker {
  readonly type: "user" | "credential";
  readonly id: string;
  readonly organization: string | undefined;
  /** Now, if left out. */
  readonly at: Instant | undefined;
}

/**
 * @throws {TypeError} where not exactly one of user and credential is a text that is not empty, or the organization is no text
 * @throws {RangeError} where `at` is not an instant
 */
export function toAsker(asking: Asking): Asker {
  const { organization, at } = asking;
  const { user, credential }: { user?: unknown; credential?: unknown } = asking;
  const id = user ?? credential;
  const isOne = user === undefined || credential === undefined;
  if (typeof id !== "string" || id === "" || !isOne) {
    throw new TypeError(
      "Say who asks: the id of a user in `user`, or that of a credential in `credential`.",
    );
  }
  if (
    organization !== undefined &&
    (typeof (organization as unknown) !== "string" || organization === "")
  ) {
    throw new TypeError("The organization must be an id, or left out.");
  }
  return {
    type: user === undefined ? "credential" : "user",
    id,
    organization,
    at: at === undefined ? undefined : toInstant(at),
  };
}

/** Tells askers apart. The lengths keep apart what would otherwise run together. */
export function keyOf({ type, id, organization = "", at }: Asker): string {
  return `${type} ${id.length} ${id} ${organization.length} ${organization} ${at ?? ""}`;
}

/**
 * Who asks, with their roles now or at the instant that they ask about. An unknown user or credential is one who may do nothing.
 *
 * @param otherwise the organization to look in where nobody knows who asks
 * @throws {UnknownNameError} where the organization that the request names does not exist
 * @throws {AmbiguousOrganizationError} where several may be meant
 */
export function toSubject(
  directory: Directory,
  { type, id, organization: given, at = Date.now() }: Asker,
  otherwise?: string,
): Subject {
  const organization = chooseOrganization(directory, given, id, otherwise);
  if (type === "user") {
    const subject = userSubject(directory, { user: id, organization, at });
    return subject.status === "unknown"
      ? { ...subject, sought: "user" }
      : subject;
  }
  const contents = directory.existingOrganization(organization);
  const credential = contents.credential(id);
  return credential === undefined
    ? { ...unknownSubject(contents, id, at), sought: "credential" }
    : credentialSubject(contents, credential);
}
