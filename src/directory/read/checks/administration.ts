import type { Checking } from "./checking.ts";
import { isDoubtful } from "../entry.ts";
import { quote } from "../../../util/quote.ts";

/** An organization must have an admin, and its owner must be one. `checkReferences` checks that the owner exists. */
export function checkAdministration({ scope, corpus, report }: Checking): void {
  const { organization, lists } = scope;
  const { owner } = organization.document;
  const { place } = organization;
  const user = owner === undefined ? undefined : scope.user(owner);
  const admins = lists.User.some(
    (each) => each.document.role === "admin" || isDoubtful(each, ["role"]),
  );
  if (!admins && !corpus.mayHold("User")) {
    // If there are no users, the report already says that the owner does not exist. That is enough.
    if (lists.User.length === 0 && owner !== undefined) return;
    report.add({
      place,
      message: `Organization ${quote(scope.id)} has no admin`,
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
    place,
    path: ["owner"],
    message: `The owner, ${quote(owner)}, is not an admin`,
    remedy: "Give that user the role admin, or name an admin as the owner.",
  });
}
