import type { DirectoryDraft } from "./directory-draft.ts";
import { isDoubtful, type Entry } from "../entry.ts";
import { NAMES } from "../kind-names.ts";
import { quote } from "../../../util/quote.ts";
import type { Report } from "../report.ts";
import { OrganizationDraft } from "./organization-draft.ts";

/** Assigns every document to its organization. Reports documents without an organization, and ids that are taken. */
export function groupByOrganization(
  draft: DirectoryDraft,
  report: Report,
): readonly OrganizationDraft[] {
  const organizations = new Map<string, OrganizationDraft>();
  for (const entry of draft.entries) {
    if (entry.kind !== "Organization") continue;
    // An organization whose id was refused has a draft too, so that its documents are checked.
    const id = entry.document.id ?? "";
    const first = organizations.get(id);
    if (first === undefined)
      organizations.set(id, new OrganizationDraft(entry));
    else if (id !== "") reportTwice(entry, first.entry, report);
  }
  if (organizations.size === 0 && !draft.mayHold("Organization")) {
    report.add({
      origin: {},
      message: "The directory has no Organization document",
      remedy: "Add one, with apiVersion, kind, id, plan and owner.",
    });
  }
  for (const entry of draft.entries) {
    if (entry.kind === "Organization") continue;
    const organization = organizationOf(entry, organizations, draft, report);
    if (organization === undefined) {
      draft.addStray(entry.document.id);
      continue;
    }
    const first = organization.add(entry);
    if (first !== undefined) reportTwice(entry, first, report);
  }
  return [...organizations.values()];
}

/** The organization that a document belongs to. If it is unclear, the problem is reported. */
function organizationOf(
  entry: Entry,
  organizations: ReadonlyMap<string, OrganizationDraft>,
  draft: DirectoryDraft,
  report: Report,
): OrganizationDraft | undefined {
  const { origin, document } = entry;
  const path = ["organization"];
  const named = "organization" in document ? document.organization : undefined;
  if (named === undefined) {
    const [only] = organizations.values();
    if (organizations.size === 1) return only;
    if (organizations.size > 1 && !isDoubtful(entry, path)) {
      report.add({
        origin,
        message: `"organization" is missing, and the directory holds ${organizations.size} organizations`,
        remedy: `Add "organization:" with one of ${list(organizations.keys())}.`,
      });
    }
    return undefined;
  }
  const organization = organizations.get(named);
  if (
    organization === undefined &&
    organizations.size > 0 &&
    !draft.mayHold("Organization", named)
  ) {
    report.add({
      origin,
      path,
      message: `Organization ${quote(named)} does not exist`,
      remedy: report.remedy(
        named,
        organizations.keys(),
        "Correct the id, or add an Organization document for it.",
      ),
    });
  }
  return organization;
}

function reportTwice(second: Entry, first: Entry, report: Report): void {
  report.add({
    origin: second.origin,
    path: ["id"],
    message: `${NAMES[second.kind]} ${quote(second.document.id)} is already defined in`,
    remedy: "Merge the two, or give one of them another id.",
    see: first.origin,
  });
}

function list(ids: Iterable<string>): string {
  const all = [...ids];
  return all.length > 10 ? `${all.slice(0, 10).join(", ")}, …` : all.join(", ");
}
