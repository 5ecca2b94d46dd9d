import type { Directory } from "../directory/directory.ts";
import { UnknownNameError } from "../unknown-name-error.ts";

/** More than one organization may be meant, or none is known to be. */
export class AmbiguousOrganizationError extends Error {
  override readonly name = "AmbiguousOrganizationError";
  readonly organizations: readonly string[];

  constructor(organizations: readonly string[]) {
    super(`Say which organization is meant: ${organizations.join(", ")}.`);
    this.organizations = organizations;
  }
}

/**
 * The organization that is meant: as given, else the only one, else the only one that knows the subject.
 *
 * @throws {UnknownNameError} where the given one does not exist
 * @throws {AmbiguousOrganizationError} where that leaves none or several
 */
export function chooseOrganization(
  { organizations }: Directory,
  given: string | undefined,
  subject?: string,
): string {
  const ids = organizations.map((each) => each.organization.id);
  if (given !== undefined) {
    if (ids.includes(given)) return given;
    throw new UnknownNameError("organization", given, ids);
  }
  const candidates =
    organizations.length === 1
      ? organizations
      : organizations.filter(
          (each) =>
            subject !== undefined &&
            (each.user(subject) ?? each.credential(subject)) !== undefined,
        );
  const [only, another] = candidates;
  if (only === undefined || another !== undefined) {
    throw new AmbiguousOrganizationError(ids);
  }
  return only.organization.id;
}
