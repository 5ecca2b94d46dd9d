import type {
  DirectoryDocument,
  GroupDocument,
  OrganizationDocument,
  ProjectDocument,
  TeamSpaceDocument,
  UserDocument,
} from "../../src/directory/documents.ts";
import type { Directory } from "../../src/directory/directory.ts";
import { directoryFromDocuments } from "../../src/directory/from-documents.ts";

const apiVersion = "rolebook/v1";

/** The smallest Enterprise organization with roles per project: an admin, and the projects a and b with every module. */
export function enterprise(
  ...documents: readonly DirectoryDocument[]
): readonly DirectoryDocument[] {
  return [
    organization({ plan: "enterprise", permissions: "project" }),
    project("a"),
    project("b"),
    user("root@acme.example", { role: "admin" }),
    ...documents,
  ];
}

/** A directory of exactly these documents, which must be valid. */
export function directoryOf(
  documents: readonly DirectoryDocument[],
): Directory {
  return directoryFromDocuments(documents);
}

export function organization(
  fields: Pick<OrganizationDocument, "plan"> & Partial<OrganizationDocument>,
): OrganizationDocument {
  return {
    apiVersion,
    kind: "Organization",
    id: "acme",
    owner: "root@acme.example",
    modules: ["experiment", "govern", "accounts"],
    ...fields,
  };
}

export function project(
  id: string,
  fields: Partial<ProjectDocument> = {},
): ProjectDocument {
  return {
    apiVersion,
    kind: "Project",
    id,
    modules: ["experiment", "govern", "accounts"],
    ...fields,
  };
}

export function user(
  id: string,
  fields: Partial<UserDocument> = {},
): UserDocument {
  return { apiVersion, kind: "User", id, ...fields };
}

export function group(
  id: string,
  fields: Partial<GroupDocument> = {},
): GroupDocument {
  return { apiVersion, kind: "Group", id, ...fields };
}

export function teamSpace(
  id: string,
  fields: Partial<TeamSpaceDocument> = {},
): TeamSpaceDocument {
  return { apiVersion, kind: "TeamSpace", id, ...fields };
}
