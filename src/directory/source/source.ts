import type { DirectoryDocument } from "../documents.ts";

/** Names the subject that a source is asked about. */
export interface SourceQuery {
  /** A user id or the id of a credential, as the request has it. Compare user ids without case. */
  readonly id: string;
  /** The organization that the request names, if it names one. */
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
   * The documents that concern one user or credential, in any order:
   *
   * - the Organization, with its plan, its modules and where it assigns roles;
   * - the Projects that the grants below name. If the user is an admin, or the organization assigns roles per
   *   organization, all projects of the organization;
   * - the User with their grants, or the Credential;
   * - the Groups that the user is in, with their grants. Members other than this user may be left out;
   * - the TeamSpaces that list the user or that these groups join. They give no rights, so a service that does not show
   *   them may leave them out, here and in the groups.
   *
   * The user has only what these documents give. If the query names no organization, return the documents of every
   * organization that has this id. If nobody has it, return undefined.
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
