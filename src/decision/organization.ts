import type { Directory } from "../directory/directory.ts";
import { RolebookError } from "../errors/rolebook-error.ts";

/** More than one organization may be meant, or none is known to be. */
export class AmbiguousOrganizationError extends RolebookError {
  override readonly name = "AmbiguousOrganizationError";
  readonly organizations: readonly string[];

  constructor(organizations: readonly string[]) {
    super(
      "ambiguous_organization",
      `Say which organization is meant: ${organizations.join(", ")}.`,
    );
    this.organizations = organizations;
  }
}

/**
 * The organization that is meant: as given, else the only one, else the only one that knows the subject; where none does,
 * `otherwise`.
 *
 * @throws {UnknownNameError} where the given one does not exist
 * @throws {AmbiguousOrganizationError} where that leaves none or several
 */
export function chooseOrganization(
  directory: Directory,
  given: string | undefined,
  subject?: string,
  otherwise?: string,
): string {
  const { organizations } = directory;
  if (given !== undefined) {
    return directory.existingOrganization(given).organization.id;
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
  if (only === undefined && otherwise !== undefined) {
    const found = directory.organization(otherwise);
    if (found !== undefined) return found.organization.id;
  }
  if (only === undefined || another !== undefined) {
    throw new AmbiguousOrganizationError(
      organizations.map((each) => each.organization.id),
    );
  }
  return only.organization.id;
}
