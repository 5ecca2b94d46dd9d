import type { Directory } from "../directory/directory.ts";
import type { Entry } from "../directory/read/entry.ts";
import { readDirectory } from "../directory/load.ts";
import type { Instant } from "../model/instant.ts";
import type { Problem } from "../directory/problem.ts";
import { toProblems } from "../directory/read/problems.ts";
import { type Origin, Report } from "../directory/read/report.ts";
import { type Remark } from "./warning.ts";
import { remarksOn } from "./warnings.ts";
import { normalizeUserId } from "../model/user-id.ts";

/**
 * Loads a directory from a folder, together with warnings for its administrator, each with file and line.
 *
 * Throws as `loadDirectory` does.
 */
export async function reviewFolder(
  path: string,
  at: Instant,
): Promise<{ directory: Directory; warnings: readonly Problem[] }> {
  const { directory, entries } = await readDirectory(path);
  const [only] = directory.organizations;
  const origins = new Map<string, Origin>();
  for (const entry of entries) {
    origins.set(keyOf(entry, only?.organization.id ?? ""), entry.origin);
  }
  const report = new Report();
  for (const { path: where, message, remedy, ...about } of remarksOn(
    directory,
    at,
  )) {
    const origin = origins.get(keyOfRemark(about)) ?? {};
    report.add({ origin, path: where, message, remedy });
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
