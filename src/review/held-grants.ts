import type { OrganizationDirectory } from "../directory/directory.ts";
import type { Grant } from "../model/organization.ts";

/** A document that holds grants. */
interface GrantHolder {
  readonly organization: string;
  readonly kind: "User" | "Group";
  readonly id: string;
  readonly grants: readonly Grant[];
}

/** A grant with its holder and its index in the holder's list. */
interface HeldGrant extends Omit<GrantHolder, "grants"> {
  readonly grant: Grant;
  readonly index: number;
}

export function* grantHolders({
  users,
  groups,
}: OrganizationDirectory): Generator<GrantHolder> {
  for (const { organization, id, grants } of users) {
    yield { organization, kind: "User", id, grants };
  }
  for (const { organization, id, grants } of groups) {
    yield { organization, kind: "Group", id, grants };
  }
}

export function* heldGrants(
  directory: OrganizationDirectory,
): Generator<HeldGrant> {
  for (const { grants, ...holder } of grantHolders(directory)) {
    for (const [index, grant] of grants.entries()) {
      yield { ...holder, grant, index };
    }
  }
}

/** Names a grant at the beginning of a sentence. */
export function grantPhrase({ role, app, project }: Grant): string {
  return `The grant of ${role} in ${app} of project "${project}"`;
}
