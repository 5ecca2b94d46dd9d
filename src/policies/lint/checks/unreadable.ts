import type { Check } from "../finding.ts";

/** What is not understood, and so is not held to anything. */
export const unreadable: Check = {
  name: "unreadable",
  find: ({ problems }) => problems,
};
