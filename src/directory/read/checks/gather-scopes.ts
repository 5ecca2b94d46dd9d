import type { Corpus } from "./corpus.ts";
import { isDoubtful, type Entry } from "../entry.ts";
import { NAMES } from "../kind-names.ts";
import { quote } from "../../../util/quote.ts";
import type { Report } from "../report.ts";
import { Scope } from "./scope.ts";

/** Assigns every document to its organization. Reports documents that have none, and ids that are taken. */
export function gatherScopes(corpus: Corpus, report: Report): readonly Scope[] {
  const scopes = new Map<string, Scope>();
  for (const entry of corpus.entries) {
    if (entry.kind !== "Organization") continue;
    // An organization whose id was refused has a scope too, so that its documents are checked.
    const id = entry.document.id ?? "";
    const first = scopes.get(id);
    if (first === undefined) scopes.set(id, new Scope(entry));
    else if (id !== "") reportTwice(entry, first.organization, report);
  }
  if (scopes.size === 0 && !corpus.mayHold("Organization")) {
    report.add({
      place: {},
      message: "The directory has no Organization document",
      remedy: "Add one, with apiVersion, kind, id, plan and owner.",
    });
  }
  for (const entry of corpus.entries) {
    if (entry.kind === "Organization") continue;
    const scope = scopeOf(entry, scopes, corpus, report);
    if (scope === undefined) {
      corpus.addStray(entry.document.id);
      continue;
    }
    const first = scope.add(entry);
    if (first !== undefined) reportTwice(entry, first, report);
  }
  return [...scopes.values()];
}

/** The organization that a document belongs to. If it is unclear, the problem is reported. */
function scopeOf(
  entry: Entry,
  scopes: ReadonlyMap<string, Scope>,
  corpus: Corpus,
  report: Report,
): Scope | undefined {
  const { place, document } = entry;
  const path = ["organization"];
  const named = "organization" in document ? document.organization : undefined;
  if (named === undefined) {
    const [only] = scopes.values();
    if (scopes.size === 1) return only;
    if (scopes.size > 1 && !isDoubtful(entry, path)) {
      report.add({
        place,
        message: `"organization" is missing, and the directory holds ${scopes.size} organizations`,
        remedy: `Add "organization:" with one of ${list(scopes.keys())}.`,
      });
    }
    return undefined;
  }
  const scope = scopes.get(named);
  if (
    scope === undefined &&
    scopes.size > 0 &&
    !corpus.mayHold("Organization", named)
  ) {
    report.add({
      place,
      path,
      message: `Organization ${quote(named)} does not exist`,
      remedy: report.remedy(
        named,
        scopes.keys(),
        "Correct the id, or add an Organization document for it.",
      ),
    });
  }
  return scope;
}

function reportTwice(second: Entry, first: Entry, report: Report): void {
  report.add({
    place: second.place,
    path: ["id"],
    message: `${NAMES[second.kind]} ${quote(second.document.id)} is already defined in`,
    remedy: "Merge the two, or give one of them another id.",
    see: first.place,
  });
}

function list(ids: Iterable<string>): string {
  const all = [...ids];
  return all.length > 10 ? `${all.slice(0, 10).join(", ")}, …` : all.join(", ");
}
