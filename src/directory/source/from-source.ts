import { normalizeUserId } from "../../model/user-id.ts";
import { Corpus } from "../read/checks/corpus.ts";
import { conclude } from "../read/conclude.ts";
import { Directory } from "../directory.ts";
import type { DirectoryDocument } from "../documents.ts";
import type { OrganizationContents } from "../../model/organization.ts";
import { readDocument } from "../read/read-document.ts";
import { Report } from "../read/report.ts";
import type { SourceQuery } from "./source.ts";

/**
 * The directory that the documents about one user or credential make up, for questions about nobody else.
 *
 * They are checked as `directoryFromDocuments` checks a whole directory, except that whoever is only mentioned, as an owner,
 * an approver, an editor or a member is, need not be there. Nobody but the one asked about is in the result, for of others the
 * documents do not say all: there, everybody else is unknown, and so is this one if the documents have neither a User nor a
 * Credential of this id. The documents are neither kept nor changed.
 *
 * Throws a DirectoryError that lists all problems, each with the number of its document in the list, from 1.
 */
export function directoryFromSource(
  documents: readonly DirectoryDocument[],
  { id }: Pick<SourceQuery, "id">,
): Directory {
  const corpus = new Corpus();
  const report = new Report();
  corpus.addElsewhere("User", "Credential");
  documents.forEach((document, index) => {
    readDocument(document, { document: index + 1 }, corpus, report);
  });
  return new Directory(
    conclude(corpus, report).map((contents) => about(id, contents)),
  );
}

function about(
  id: string,
  contents: OrganizationContents,
): OrganizationContents {
  const { users, credentials, groups, teamSpaces } = contents;
  const userId = normalizeUserId(id);
  return {
    ...contents,
    users: users.filter((user) => user.id === userId),
    credentials: credentials.filter((credential) => credential.id === id),
    groups: groups.map((group) => ({
      ...group,
      members: group.members.filter(({ user }) => user === userId),
    })),
    teamSpaces: teamSpaces.map((space) => ({
      ...space,
      members: space.members.filter((user) => user === userId),
    })),
  };
}
