import type { DirectoryDocument } from "../documents.ts";

/** Who is asked about. */
export interface SourceQuery {
  /** A user id or the id of a credential, as the request names it: a user id is compared without case. */
  readonly id: string;
  /** As the request names it; absent where only one can be meant. */
  readonly organization?: string | undefined;
}

/**
 * A service's own data in place of a directory of YAML.
 *
 * @example
 * const source: DirectorySource = {
 *   find: async ({ id }) => {
 *     const user = await database.user(id.toLowerCase());
 *     return user && [user.organization, ...user.projects, ...user.groups, user.document];
 *   },
 * };
 */
export interface DirectorySource {
  /**
   * The documents that say something about one user or credential, in any order:
   *
   * - the Organization, with its plan, its modules and where roles are assigned;
   * - the Projects that any grant below names; all of the organization's for somebody who has a role in all of them, as an
   *   admin has, and everybody where roles are per organization;
   * - the User with their grants, or the Credential;
   * - the Groups that the user is in, with their grants; of the members, only this user is needed;
   * - the TeamSpaces that list the user or that these groups join. They give no right: a service that shows none may leave them
   *   out, here and in the groups.
   *
   * Whatever is left out, the user does not have. Where the query names no organization, the documents are those of each
   * organization that knows this id. Undefined where nobody has it.
   */
  find(
    query: SourceQuery,
    options: {
      /** Aborts when the answer is no longer awaited. */
      readonly signal: AbortSignal;
    },
  ):
    | Promise<readonly DirectoryDocument[] | undefined>
    | readonly DirectoryDocument[]
    | undefined;
}
