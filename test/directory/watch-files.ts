import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Directory } from "../../src/directory/directory.ts";

/** Files that processes without a test runner write too. */
export type Texts = Readonly<Record<string, string>>;

const ACME = `apiVersion: rolebook/v1
kind: Organization
id: acme
plan: enterprise
owner: person-0@acme.example
permissions: project
`;

const PEOPLE_A_FILE = 4;

/**
 * A valid directory of several files, in which everybody's name is the generation and how many people there are. Of each
 * file, what comes before a document's separator is valid by itself, so that half of one is no error, and only lacks people.
 */
export function generationFiles(generation: number, files = 2): Texts {
  const people = files * PEOPLE_A_FILE;
  const person = (index: number): string =>
    [
      "apiVersion: rolebook/v1",
      "kind: User",
      `id: person-${index}@acme.example`,
      `name: ${generation} of ${people}`,
      "role: admin",
      "",
    ].join("\n");
  const texts: Record<string, string> = { "acme.yaml": ACME };
  for (let from = 0; from < people; from += PEOPLE_A_FILE) {
    texts[`people-${from}.yaml`] = Array.from(
      { length: PEOPLE_A_FILE },
      (_, index) => person(from + index),
    ).join("---\n");
  }
  return texts;
}

/** The generation of a directory, if all of its people are there and agree on it. */
export function generationOf({ organizations }: Directory): number {
  const names = organizations.flatMap(({ users }) =>
    users.map(({ name }) => name),
  );
  const [generation, people] = names[0]?.split(" of ") ?? [];
  if (names.length === Number(people) && new Set(names).size === 1) {
    return Number(generation);
  }
  throw new Error(`a mixture of generations: ${names.join(", ")}`);
}

export function writeFiles(folder: string, files: Texts): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** Makes a link, or makes it lead elsewhere in one step. */
export function link(target: string, path: string): void {
  symlinkSync(target, `${path}.new`);
  renameSync(`${path}.new`, path);
}

/** Puts a generation into a folder in one step, as Kubernetes does with a ConfigMap. */
export function mountGeneration(
  folder: string,
  generation: number,
  count?: number,
): void {
  const files = generationFiles(generation, count);
  const data = `..generation_${generation}`;
  writeFiles(join(folder, data), files);
  link(data, join(folder, "..data"));
  for (const name of generation === 1 ? Object.keys(files) : []) {
    link(join("..data", name), join(folder, name));
  }
}

/** Puts a generation into a folder of its own, and makes a link lead to it. */
export function releaseGeneration(
  path: string,
  generation: number,
  count?: number,
): void {
  const release = `${basename(path)}-release-${generation}`;
  writeFiles(join(dirname(path), release), generationFiles(generation, count));
  link(release, path);
}
