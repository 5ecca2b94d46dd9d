import type { Directory } from "../directory/directory.ts";
import { RolebookError } from "../errors/rolebook-error.ts";

/** Several organizations may be meant, or no organization knows the subject. */
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
 * The organization that is meant: the given one, else the only one, else the only one that knows the subject. If none
 * knows the subject, it is `otherwise`.
 *
 * @throws {UnknownNameError} if the given organization does not exist
 * @throws {AmbiguousOrganizationError} if none or several are left
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
