import { dump } from "js-yaml";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import type { Counterexample } from "./search.ts";

/** A directory as the text of one file. */
export function toYaml(documents: readonly DirectoryDocument[]): string {
  return documents
    .map((each) => dump(each, { lineWidth: -1, noRefs: true }))
    .join("---\n");
}

/** The arguments of `rolebook` that ask the question, but for the directory. */
export function argumentsFor({ question, at }: Counterexample): string[] {
  const { subject, action, kind, id, organization, attr } = question;
  return [
    "check",
    subject,
    action,
    `${kind}:${id}`,
    "--organization",
    organization,
    ...Object.entries(attr).flatMap(([name, value]) => [
      "--attr",
      `${name}=${textOf(value)}`,
    ]),
    "--at",
    new Date(at).toISOString(),
  ];
}

/** What a person needs to see it for themselves: the directory, the command, and both answers. */
export function describeCounterexample(
  counterexample: Counterexample,
  seed: number,
): string {
  const { documents, expected, actual } = counterexample;
  return [
    `The model says "${expected}", the PDP says "${actual}" (seed ${seed}). As directory.yaml in a folder of its own:`,
    toYaml(documents).trimEnd(),
    `rolebook ${argumentsFor(counterexample).join(" ")} --directory <folder>`,
  ].join("\n\n");
}

/** A value as `--attr` takes it. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(",");
  return typeof value === "string" ? value : JSON.stringify(value);
}
