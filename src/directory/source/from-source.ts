import { normalizeUserId } from "../../model/user-id.ts";
import { DirectoryDraft } from "../read/checks/directory-draft.ts";
import { organizationsOf } from "../read/organizations.ts";
import { Directory } from "../directory.ts";
import type { DirectoryDocument } from "../documents.ts";
import type { OrganizationContents } from "../../model/organization.ts";
import { readDocument } from "../read/read-document.ts";
import { Report } from "../read/report.ts";
import type { SourceQuery } from "./source.ts";

/**
 * Makes a directory from the documents about one subject, a user or a credential, for questions about that subject
 * only.
 *
 * The documents are checked as in `directoryFromDocuments`, with one exception: users and credentials that they only
 * mention, such as an owner, an approver, an editor or a member, need not have documents. The documents may not tell
 * everything about anybody but the subject, so nobody else is in the result. The subject is unknown too if the
 * documents have neither a User nor a Credential with its id. It does not keep or change the documents.
 *
 * @throws {DirectoryError} if there are problems; it lists all of them, each with the number of its document, from 1
 */
export function directoryFromSource(
  documents: readonly DirectoryDocument[],
  { id }: Pick<SourceQuery, "id">,
): Directory {
  const draft = new DirectoryDraft();
  const report = new Report();
  draft.addElsewhere("User", "Credential");
  documents.forEach((document, index) => {
    readDocument(document, { document: index + 1 }, draft, report);
  });
  return new Directory(
    organizationsOf(draft, report).map((contents) => about(id, contents)),
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
