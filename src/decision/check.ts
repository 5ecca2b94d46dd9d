import type { Directory } from "../directory/directory.ts";
import type { Credential } from "../model/organization.ts";
import type { Instant } from "../model/instant.ts";
import type { CallOptions, Pdp } from "../pdp/pdp.ts";
import { assertAction, type Catalog } from "../policies/catalog.ts";
import { toInstant } from "../model/instant.ts";
import { attributesOfCreated } from "../kinds/new-flag.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { chooseOrganization } from "./organization.ts";
import type { AttributeValue } from "./attributes.ts";
import { describeResource } from "./resource.ts";
import { findSubject } from "./subject.ts";

/** What every check needs. */
export interface Session {
  readonly directory: Directory;
  readonly catalog: Catalog;
  readonly pdp: Pdp;
}

/** May this subject do this to that resource? */
export interface CheckRequest {
  /** A user id or a credential id. */
  readonly subject: string;
  /** Ask as a credential of this type, not with the user's own roles. */
  readonly as?: Credential["type"] | undefined;
  readonly action: string;
  /** The resource's kind, such as `flag`. */
  readonly kind: string;
  /** The resource's id. Flags and experiments are looked up in the directory. */
  readonly id: string;
  /** The resource's project: where it cannot be looked up, or is in several. */
  readonly project?: string | undefined;
  /** Attributes of the resource; they go before what the directory says. */
  readonly attr?: Readonly<Record<string, AttributeValue>> | undefined;
  /** The subject's organization; may be left out where only one can be meant. */
  readonly organization?: string | undefined;
  /** The instant to ask about; now, if left out. */
  readonly at?: Date | Instant | undefined;
}

/**
 * Asks one question in the words of people, and explains the answer.
 *
 * @throws {UnknownNameError} where a kind, an action, an attribute, a project, an organization, a flag or an experiment does
 *   not exist
 * @throws {RangeError} where `at` is not a valid instant
 * @throws {ResourceError} where the resource lacks an attribute, or one is not what its schema says
 * @throws {AmbiguousOrganizationError} where several organizations may be meant
 * @throws {PdpUnavailableError} where no answer comes in time
 * @throws {PdpRequestError} where the PDP cannot judge the request
 *
 * @example
 * const { allowed, reason } = await check(
 *   { directory, catalog, pdp },
 *   { subject: "ana@acme.example", action: "edit", kind: "flag", id: "new-checkout" },
 * );
 */
export async function check(
  { directory, catalog, pdp }: Session,
  { subject: id, as, action, at = Date.now(), ...about }: CheckRequest,
  options?: CallOptions,
): Promise<Decision> {
  const organization = chooseOrganization(directory, about.organization, id);
  const kind = catalog.kind(about.kind);
  assertAction(kind, action);
  const instant = toInstant(at);
  const subject = findSubject(directory, {
    id,
    as,
    organization,
    at: instant,
  });
  const contents = directory.existingOrganization(organization);
  const resource = describeResource(directory, catalog, {
    ...about,
    organization,
    created: attributesOfCreated(kind, action, contents.organization, subject),
  });
  return decide(pdp, { subject, action, resource, kind }, options);
}
