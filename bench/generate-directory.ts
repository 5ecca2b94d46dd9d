import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROLES } from "../src/model/roles.ts";
import { random, type Random } from "./random.ts";

export interface GeneratedSize {
  readonly users: number;
  readonly groups: number;
  readonly projects: number;
  /** The same seed gives the same files. */
  readonly seed: number;
}

const DOCUMENTS_A_FILE = 5000;
const GROUPS_OF_A_USER = 3;

/**
 * Writes a directory of one Enterprise organization, and replaces the folder.
 *
 * Each user is in about three groups, and every tenth has a grant of their own. Some grants and memberships expire. One
 * flag in five is restricted to a few editors.
 */
export function generateDirectory(folder: string, size: GeneratedSize): void {
  const next = random(size.seed);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  write(folder, "organization", [ORGANIZATION]);
  write(folder, "projects", times(size.projects, project));
  write(
    folder,
    "users",
    times(size.users, (index) => user(index, size, next)),
  );
  write(folder, "groups", groups(size, next));
  write(
    folder,
    "flags",
    times(size.projects * 10, (index) => flag(index, size, next)),
  );
}

const ORGANIZATION = `kind: Organization
id: acme
plan: enterprise
owner: ${userId(0)}
permissions: project
modules: [experiment, govern]
`;

function project(index: number): string {
  return `kind: Project
id: ${projectId(index)}
name: Project ${index}
modules: [experiment, govern]
`;
}

function user(
  index: number,
  { users, projects }: GeneratedSize,
  next: Random,
): string {
  const lines = [
    "kind: User",
    `id: ${userId(index)}`,
    `name: Person ${index}`,
    `status: ${next(20) === 0 ? "pending" : "joined"}`,
    `role: ${index % 1000 === 0 ? "admin" : "member"}`,
  ];
  if (next(10) === 0) {
    lines.push(
      "grants:",
      grant(projects, next),
      `  - {project: ${projectId(next(projects))}, app: experiment, role: ${role(next)}, approvedBy: ${userId(next(users))}}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function groups(
  { users, groups, projects }: GeneratedSize,
  next: Random,
): readonly string[] {
  const members = times(groups, (): string[] => []);
  for (let index = 0; index < users * GROUPS_OF_A_USER; index++) {
    const id = userId(index % users);
    const member =
      next(20) === 0 ? `{user: ${id}, expires: ${instant(next)}}` : id;
    members[next(groups)]?.push(`  - ${member}`);
  }
  return members.map((list, index) =>
    [
      "kind: Group",
      `id: group-${index}`,
      `name: Group ${index}`,
      `app: ${index % 5 === 0 ? "experiment" : "analytics"}`,
      ...(list.length > 0 ? ["members:", ...list] : []),
      "grants:",
      ...times(1 + next(4), () => grant(projects, next)),
      "",
    ].join("\n"),
  );
}

function flag(
  index: number,
  { users, projects }: GeneratedSize,
  next: Random,
): string {
  const access =
    next(5) === 0
      ? `access: editors\neditors: [${times(3, () => userId(next(users))).join(", ")}]`
      : "access: everyone";
  return `kind: Flag
project: ${projectId(index % projects)}
id: flag-${index}
${access}
createdBy: ${userId(next(users))}
createdVia: app
`;
}

function grant(projects: number, next: Random): string {
  const expires = next(5) === 0 ? `, expires: ${instant(next)}` : "";
  return `  - {project: ${projectId(next(projects))}, role: ${role(next)}${expires}}`;
}

function role(next: Random): string {
  return PROJECT_ROLES[next(PROJECT_ROLES.length)] ?? "viewer";
}

function instant(next: Random): string {
  return new Date(Date.UTC(2026, next(36), 1 + next(28))).toISOString();
}

function userId(index: number): string {
  return `person-${index}@acme.example`;
}

function projectId(index: number): string {
  return `project-${index}`;
}

function write(
  folder: string,
  name: string,
  documents: readonly string[],
): void {
  for (let from = 0; from < documents.length; from += DOCUMENTS_A_FILE) {
    const part = documents.slice(from, from + DOCUMENTS_A_FILE);
    const text = part
      .map((each) => `apiVersion: rolebook/v1\n${each}`)
      .join("---\n");
    writeFileSync(
      join(folder, `${name}-${from / DOCUMENTS_A_FILE}.yaml`),
      text,
    );
  }
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
