/* Generated from schemas/ by `npm run generate`. Do not edit. */

/**
 * Any document of a directory.
 */
export type DirectoryDocument =
  | OrganizationDocument
  | ProjectDocument
  | GroupDocument
  | UserDocument
  | CredentialDocument
  | TeamSpaceDocument
  | FlagDocument
  | ExperimentDocument;
/**
 * Add-ons: in an organization, those that it has purchased; in a project, those that it has enabled. By default none.
 *
 * Items: An add-on.
 */
export type Modules = ("experiment" | "govern" | "accounts")[];
/**
 * The users who may change it if its access is editors; by default none.
 *
 * Items: An e-mail address in ASCII, compared without case.
 */
export type Editors = string[];

/**
 * An organization: its plan, its owner, its modules, and where it assigns roles.
 */
export interface OrganizationDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "Organization";
  /**
   * An identifier, compared exactly.
   */
  id: string;
  /**
   * A name for people.
   */
  name?: string;
  /**
   * The purchased plan.
   */
  plan: "starter" | "plus" | "growth" | "enterprise";
  /**
   * A user whose role is admin.
   */
  owner: string;
  /**
   * Where roles are assigned: per organization (the default), or per project (Enterprise only).
   */
  permissions?: "organization" | "project";
  modules?: Modules;
  experiment?: {
    /**
     * The access of new flags and experiments; by default everyone.
     */
    defaultAccess?: "everyone" | "editors";
  };
}
/**
 * A project and the modules enabled in it.
 */
export interface ProjectDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "Project";
  /**
   * The organization that this belongs to. It may be left out if the directory has only one.
   */
  organization?: string;
  /**
   * An identifier, compared exactly.
   */
  id: string;
  /**
   * A name for people.
   */
  name?: string;
  modules?: Modules;
}
/**
 * A permission group. Its members hold its grants.
 */
export interface GroupDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "Group";
  /**
   * The organization that this belongs to. It may be left out if the directory has only one.
   */
  organization?: string;
  /**
   * An identifier, compared exactly.
   */
  id: string;
  /**
   * A name for people.
   */
  name?: string;
  /**
   * A sentence for people.
   */
  description?: string;
  /**
   * The group type: the app of all its grants; by default analytics.
   */
  app?: "analytics" | "experiment" | "govern" | "accounts";
  /**
   * Items: A user id, or a user id with the time during which the membership is live.
   */
  members?: (string | TimedMember)[];
  /**
   * The team spaces that its members join.
   *
   * Items: An identifier, compared exactly.
   */
  teamSpaces?: string[];
  grants?: GroupGrant[];
}
export interface TimedMember {
  /**
   * An e-mail address in ASCII, compared without case.
   */
  user: string;
  /**
   * An instant in RFC 3339 form with a time zone, such as 2027-01-31T00:00:00Z.
   */
  starts?: string;
  /**
   * An instant in RFC 3339 form with a time zone, such as 2027-01-31T00:00:00Z.
   */
  expires?: string;
}
export interface GroupGrant {
  /**
   * An identifier, compared exactly.
   */
  project: string;
  /**
   * A role in an app. In analytics and experiment: viewer, member, manager or admin. In govern: viewer or editor. In accounts: viewer.
   */
  role: "viewer" | "editor" | "member" | "manager" | "admin";
  /**
   * An instant in RFC 3339 form with a time zone, such as 2027-01-31T00:00:00Z.
   */
  starts?: string;
  /**
   * An instant in RFC 3339 form with a time zone, such as 2027-01-31T00:00:00Z.
   */
  expires?: string;
  /**
   * A sentence for people.
   */
  reason?: string;
  /**
   * An e-mail address in ASCII, compared without case.
   */
  approvedBy?: string;
}
/**
 * A person in an organization, with their organization role and individual grants.
 */
export interface UserDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "User";
  /**
   * The organization that this belongs to. It may be left out if the directory has only one.
   */
  organization?: string;
  /**
   * An e-mail address in ASCII, compared without case.
   */
  id: string;
  /**
   * A name for people.
   */
  name?: string;
  /**
   * Whether the invitation was accepted; by default joined.
   */
  status?: "pending" | "joined";
  /**
   * The organization role. If roles are assigned per organization: viewer (the default), member, manager or admin. If they are assigned per project: none, member (the default) or admin.
   */
  role?: "none" | "viewer" | "member" | "manager" | "admin";
  grants?: UserGrant[];
}
export interface UserGrant {
  /**
   * An identifier, compared exactly.
   */
  project: string;
  /**
   * The app of this grant; by default analytics.
   */
  app?: "analytics" | "experiment" | "govern" | "accounts";
  /**
   * A role in an app. In analytics and experiment: viewer, member, manager or admin. In govern: viewer or editor. In accounts: viewer.
   */
  role: "viewer" | "editor" | "member" | "manager" | "admin";
  /**
   * An instant in RFC 3339 form with a time zone, such as 2027-01-31T00:00:00Z.
   */
  starts?: string;
  /**
   * An instant in RFC 3339 form with a time zone, such as 2027-01-31T00:00:00Z.
   */
  expires?: string;
  /**
   * A sentence for people.
   */
  reason?: string;
  /**
   * An e-mail address in ASCII, compared without case.
   */
  approvedBy?: string;
}
/**
 * A key that a program uses. The secret itself is not part of the document.
 */
export interface CredentialDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "Credential";
  /**
   * The organization that this belongs to. It may be left out if the directory has only one.
   */
  organization?: string;
  /**
   * An identifier, compared exactly.
   */
  id: string;
  /**
   * The purpose of the key: the Management API, or provisioning by SCIM.
   */
  type: "management_api" | "scim";
  /**
   * A sentence for people.
   */
  description?: string;
}
/**
 * A team space. The members of a group join its spaces, but the members of a space do not join the group.
 */
export interface TeamSpaceDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "TeamSpace";
  /**
   * The organization that this belongs to. It may be left out if the directory has only one.
   */
  organization?: string;
  /**
   * An identifier, compared exactly.
   */
  id: string;
  /**
   * A name for people.
   */
  name?: string;
  /**
   * The users who joined by themselves. Users who join through a group are not listed.
   *
   * Items: An e-mail address in ASCII, compared without case.
   */
  members?: string[];
}
/**
 * A feature flag, and who may change it if their role may.
 */
export interface FlagDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "Flag";
  /**
   * The organization that this belongs to. It may be left out if the directory has only one.
   */
  organization?: string;
  /**
   * An identifier, compared exactly.
   */
  project: string;
  /**
   * An identifier, compared exactly.
   */
  id: string;
  /**
   * Who may change a flag or an experiment, if their role may: everyone, or only its editors.
   */
  access: "everyone" | "editors";
  editors?: Editors;
  /**
   * The user or the credential that created it.
   */
  createdBy?: string;
  /**
   * Where it was created.
   */
  createdVia?: "app" | "management_api";
}
/**
 * An experiment, and who may change it if their role may.
 */
export interface ExperimentDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "Experiment";
  /**
   * The organization that this belongs to. It may be left out if the directory has only one.
   */
  organization?: string;
  /**
   * An identifier, compared exactly.
   */
  project: string;
  /**
   * An identifier, compared exactly.
   */
  id: string;
  /**
   * Who may change a flag or an experiment, if their role may: everyone, or only its editors.
   */
  access: "everyone" | "editors";
  editors?: Editors;
  /**
   * The user or the credential that created it.
   */
  createdBy?: string;
  /**
   * Where it was created.
   */
  createdVia?: "app" | "management_api";
}
