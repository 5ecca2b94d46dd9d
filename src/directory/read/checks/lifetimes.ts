import type { Checking } from "./checking.ts";
import type { Draft, Entry } from "../entry.ts";
import type { TimedMember } from "../../documents.ts";
import type { Path } from "../path.ts";
import { quote } from "../../../util/quote.ts";

type Timed = Pick<Draft<TimedMember>, "starts" | "expires">;

/** Every instant must be comparable, and nothing may expire before it starts. */
export function checkLifetimes(checking: Checking): void {
  const { User, Group } = checking.organization.lists;
  for (const entry of [...User, ...Group]) {
    entry.document.grants?.forEach((grant, index) => {
      checkLifetime(checking, entry, ["grants", index], grant);
    });
  }
  for (const group of Group) {
    group.document.members?.forEach((member, index) => {
      if (typeof member !== "object") return;
      checkLifetime(checking, group, ["members", index], member);
    });
  }
}

function checkLifetime(
  checking: Checking,
  entry: Entry,
  path: Path,
  timed: Timed | undefined,
): void {
  if (timed === undefined) return;
  const starts = read(checking, entry, [...path, "starts"], timed.starts);
  const expires = read(checking, entry, [...path, "expires"], timed.expires);
  if (starts === undefined || expires === undefined || expires > starts) return;
  checking.report.add({
    origin: entry.origin,
    path: [...path, "expires"],
    message: '"expires" is not later than "starts"',
    remedy: `Write an instant after ${quote(timed.starts)}.`,
  });
}

/** The format of the schema allows instants that JavaScript cannot represent, such as a leap second. */
function read(
  { report }: Checking,
  { origin }: Entry,
  path: Path,
  text: string | undefined,
): number | undefined {
  if (text === undefined) return undefined;
  const instant = Date.parse(text);
  if (!Number.isNaN(instant)) return instant;
  report.add({
    origin,
    path,
    message: `${quote(text)} is not an instant that can be compared`,
    remedy:
      "Write seconds from 00 to 59 and a time zone such as Z or +02:00, as in 2027-01-31T00:00:00Z.",
  });
  return undefined;
}
