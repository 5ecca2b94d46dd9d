/* Generated from schemas/ by `npm run generate`. Do not edit. */

/**
 * Any document that may stand in a directory.
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
 * Add-ons: those that an organization has purchased, or those of them that a project has enabled; none if left out.
 *
 * Items: A purchased add-on.
 */
export type Modules = ("experiment" | "govern" | "accounts")[];
/**
 * The users who may change it while its access is editors; none if left out.
 *
 * Items: An e-mail address in ASCII, compared without case.
 */
export type Editors = string[];

/**
 * An organization: its plan, its owner, its modules, and where its roles are assigned.
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
   * The plan that decides which features may be used.
   */
  plan: "starter" | "plus" | "growth" | "enterprise";
  /**
   * A user whose role is admin.
   */
  owner: string;
  /**
   * Where roles are assigned: once for the organization (the default), or per project (Enterprise).
   */
  permissions?: "organization" | "project";
  modules?: Modules;
  experiment?: {
    /**
     * The access of new flags and experiments; everyone if left out.
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
   * The organization this belongs to. May be left out where the directory holds exactly one.
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
 * A permission group: its members hold its grants.
 */
export interface GroupDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "Group";
  /**
   * The organization this belongs to. May be left out where the directory holds exactly one.
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
   * The group type: the app that its grants are for; analytics if left out.
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
   * A role in an app: viewer, member, manager or admin in analytics and experiment, viewer or editor in govern, viewer in accounts.
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
 * A person in an organization, with the organization role and the individual grants.
 */
export interface UserDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "User";
  /**
   * The organization this belongs to. May be left out where the directory holds exactly one.
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
   * Whether the invitation was accepted; joined if left out.
   */
  status?: "pending" | "joined";
  /**
   * The organization role: viewer, member, manager or admin where roles are per organization (default viewer); none, member or admin where they are per project (default member).
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
   * The app that this grant is for; analytics if left out.
   */
  app?: "analytics" | "experiment" | "govern" | "accounts";
  /**
   * A role in an app: viewer, member, manager or admin in analytics and experiment, viewer or editor in govern, viewer in accounts.
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
 * A key that a program uses; never its secret.
 */
export interface CredentialDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "Credential";
  /**
   * The organization this belongs to. May be left out where the directory holds exactly one.
   */
  organization?: string;
  /**
   * An identifier, compared exactly.
   */
  id: string;
  /**
   * What the key is for: the Management API, or provisioning by SCIM.
   */
  type: "management_api" | "scim";
  /**
   * A sentence for people.
   */
  description?: string;
}
/**
 * A team space. A group's members join the spaces of the group; members of a space do not join the group.
 */
export interface TeamSpaceDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "TeamSpace";
  /**
   * The organization this belongs to. May be left out where the directory holds exactly one.
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
   * The users who joined by themselves; those who come by a group are not listed.
   *
   * Items: An e-mail address in ASCII, compared without case.
   */
  members?: string[];
}
/**
 * A feature flag: who may change it, next to their role.
 */
export interface FlagDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "Flag";
  /**
   * The organization this belongs to. May be left out where the directory holds exactly one.
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
   * Who may change a flag or experiment, next to their role: everyone, or its editors only.
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
 * An experiment: who may change it, next to their role.
 */
export interface ExperimentDocument {
  /**
   * The version of the document format.
   */
  apiVersion: "rolebook/v1";
  kind: "Experiment";
  /**
   * The organization this belongs to. May be left out where the directory holds exactly one.
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
   * Who may change a flag or experiment, next to their role: everyone, or its editors only.
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
