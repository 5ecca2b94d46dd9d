import type { Kind } from "./entry.ts";

/** The name of each kind of document at the beginning of a sentence. */
export const NAMES: Readonly<Record<Kind, string>> = {
  Organization: "Organization",
  Project: "Project",
  Group: "Group",
  User: "User",
  Credential: "Credential",
  TeamSpace: "Team space",
  Flag: "Flag",
  Experiment: "Experiment",
};
