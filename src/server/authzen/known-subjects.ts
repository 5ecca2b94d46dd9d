import { AmbiguousOrganizationError } from "../../decision/organization.ts";
import type {
  Directory,
  OrganizationDirectory,
} from "../../directory/directory.ts";
import { UnknownNameError } from "../../errors/unknown-name-error.ts";
import {
  isSubjectType,
  type SubjectType,
  unknownSubjectType,
} from "./subject-reference.ts";
import type { SubjectEntity } from "./messages.ts";
import { NotFoundError } from "./search.ts";

/**
 * Checks that a type of subjects exists.
 *
 * @throws {NotFoundError} if it does not
 */
export function existingSubjectType(type: string): SubjectType {
  if (isSubjectType(type)) return type;
  throw new NotFoundError(unknownSubjectType(type));
}

/** The ids of an organization's subjects of a type, in order. */
export function subjectIds(
  { users, credentials }: OrganizationDirectory,
  type: SubjectType,
): readonly string[] {
  if (type === "user") return users.map(({ id }) => id);
  return credentials
    .filter((each) => type === "credential" || each.type === type)
    .map(({ id }) => id);
}

/**
 * The organization that has the subject of a request.
 *
 * @throws {NotFoundError} if the type is unknown, or no organization has the subject
 * @throws {UnknownNameError} if the request names an organization that does not exist
 * @throws {AmbiguousOrganizationError} if the request names no organization, and several have the subject
 */
export function organizationOfSubject(
  directory: Directory,
  { type: name, id, properties }: SubjectEntity,
): OrganizationDirectory {
  const type = existingSubjectType(name);
  const given = properties?.organization;
  const candidates =
    given === undefined
      ? directory.organizations
      : [directory.existingOrganization(given)];
  const [only, ...others] = candidates.filter((each) => knows(each, type, id));
  if (only === undefined) {
    const known = candidates.flatMap((each) => subjectIds(each, type));
    const where = given === undefined ? {} : { where: `in ${given}` };
    const { message } = new UnknownNameError(type, id, known, where);
    throw new NotFoundError(message);
  }
  if (others.length > 0) {
    throw new AmbiguousOrganizationError(
      [only, ...others].map(({ organization }) => organization.id),
    );
  }
  return only;
}

function knows(
  contents: OrganizationDirectory,
  type: SubjectType,
  id: string,
): boolean {
  if (type === "user") return contents.user(id) !== undefined;
  const credential = contents.credential(id);
  return (
    credential !== undefined &&
    (type === "credential" || credential.type === type)
  );
}
