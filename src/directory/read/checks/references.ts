import type { Checking } from "./checking.ts";
import type { Entry, Kind } from "../entry.ts";
import { NAMES } from "../kind-names.ts";
import type { Path } from "../path.ts";
import { quote } from "../../../util/quote.ts";

/** If a document names another one, that one must exist in the same organization. */
export function checkReferences(checking: Checking): void {
  const { lists, entry } = checking.organization;
  const { owner } = entry.document;
  expect(checking, entry, ["owner"], "User", owner);
  for (const user of lists.User) checkGrants(checking, user);
  for (const group of lists.Group) {
    checkGrants(checking, group);
    group.document.members?.forEach((member, index) => {
      const path = ["members", index];
      if (typeof member === "object") {
        expect(checking, group, [...path, "user"], "User", member.user);
      } else expect(checking, group, path, "User", member);
    });
    group.document.teamSpaces?.forEach((id, index) => {
      expect(checking, group, ["teamSpaces", index], "TeamSpace", id);
    });
  }
  for (const space of lists.TeamSpace) {
    space.document.members?.forEach((id, index) => {
      expect(checking, space, ["members", index], "User", id);
    });
  }
  for (const item of [...lists.Flag, ...lists.Experiment]) {
    const { project, editors, createdBy } = item.document;
    expect(checking, item, ["project"], "Project", project);
    editors?.forEach((id, index) => {
      expect(checking, item, ["editors", index], "User", id);
    });
    if (createdBy === undefined) continue;
    if (checking.organization.has("User", createdBy)) continue;
    const kind = createdBy.includes("@") ? "User" : "Credential";
    expect(checking, item, ["createdBy"], kind, createdBy);
  }
}

function checkGrants(checking: Checking, entry: Entry<"User" | "Group">): void {
  entry.document.grants?.forEach((grant, index) => {
    const path = ["grants", index];
    const { project, approvedBy } = grant ?? {};
    expect(checking, entry, [...path, "project"], "Project", project);
    expect(checking, entry, [...path, "approvedBy"], "User", approvedBy);
  });
}

function expect(
  { organization, draft, report }: Checking,
  { origin }: Entry,
  path: Path,
  kind: Kind,
  id: string | undefined,
): void {
  if (id === undefined || organization.has(kind, id)) return;
  if (draft.mayHold(kind, id)) return;
  report.add({
    origin,
    path,
    message: `${NAMES[kind]} ${quote(id)} does not exist in organization ${quote(organization.id)}`,
    remedy: report.remedy(
      id,
      organization.ids(kind),
      `Correct the id, or add a ${kind} document for it.`,
    ),
  });
}
