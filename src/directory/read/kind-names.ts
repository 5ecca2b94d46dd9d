import type { Kind } from "./entry.ts";

/** How a sentence that begins with a document names its kind. */
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
