import type { Checking } from "./checking.ts";
import { isDoubtful } from "../entry.ts";
import { quote } from "../../../util/quote.ts";

/** An organization must have an admin, and its owner must be one. `checkReferences` checks that the owner exists. */
export function checkAdministration({
  organization,
  draft,
  report,
}: Checking): void {
  const { entry, lists } = organization;
  const { owner } = entry.document;
  const { origin } = entry;
  const user = owner === undefined ? undefined : organization.user(owner);
  const admins = lists.User.some(
    (each) => each.document.role === "admin" || isDoubtful(each, ["role"]),
  );
  if (!admins && !draft.mayHold("User")) {
    // If there are no users, the report already says that the owner does not exist. That is enough.
    if (lists.User.length === 0 && owner !== undefined) return;
    report.add({
      origin,
      message: `Organization ${quote(organization.id)} has no admin`,
      remedy:
        user === undefined
          ? "Give a user the role admin."
          : `Give the owner, ${quote(owner)}, the role admin.`,
    });
    return;
  }
  if (user === undefined || user.document.role === "admin") return;
  if (isDoubtful(user, ["role"])) return;
  report.add({
    origin,
    path: ["owner"],
    message: `The owner, ${quote(owner)}, is not an admin`,
    remedy: "Give that user the role admin, or name an admin as the owner.",
  });
}
