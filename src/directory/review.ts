import type { Directory } from "./directory.ts";
import type { Entry } from "./entry.ts";
import { readDirectory } from "./load.ts";
import type { Instant } from "./model.ts";
import type { Problem } from "./problem.ts";
import { toProblems } from "./problems.ts";
import { type Place, Report } from "./report.ts";
import { type Remark, remarksOn } from "./warnings.ts";
import { normalizeUserId } from "../user-id.ts";

/**
 * Loads a directory from a folder, with what an administrator should look at: each warning with its file and line.
 *
 * Throws as `loadDirectory` does.
 */
export async function reviewFolder(
  path: string,
  at: Instant,
): Promise<{ directory: Directory; warnings: readonly Problem[] }> {
  const { directory, entries } = await readDirectory(path);
  const [only] = directory.organizations;
  const places = new Map<string, Place>();
  for (const entry of entries) {
    places.set(keyOf(entry, only?.organization.id ?? ""), entry.place);
  }
  const report = new Report();
  for (const { path: where, message, remedy, ...about } of remarksOn(
    directory,
    at,
  )) {
    const place = places.get(keyOfRemark(about)) ?? {};
    report.add({ place, path: where, message, remedy });
  }
  return { directory, warnings: toProblems(report) };
}

function keyOf({ kind, document }: Entry, onlyOrganization: string): string {
  const { id = "" } = document;
  const named = "organization" in document ? document.organization : undefined;
  const organization = named ?? onlyOrganization;
  const project = "project" in document ? document.project : undefined;
  return keyOfRemark({
    organization,
    kind,
    id: kind === "User" ? normalizeUserId(id) : id,
    project,
  });
}

function keyOfRemark({
  organization,
  kind,
  id,
  project = "",
}: Pick<Remark, "organization" | "kind" | "id" | "project">): string {
  return JSON.stringify([organization, kind, id, project]);
}
