import type { DirectoryDocument } from "../../src/directory/documents.ts";
import { STRANGER } from "./documents.ts";

/** What a model makes of a directory when it forgets one thing that matters. Each must be found out, or the search is blind to it. */
export interface Forgetful {
  readonly what: string;
  /** A document as this model reads it. */
  readonly reads: (document: DirectoryDocument) => readonly DirectoryDocument[];
}

export const FORGETS_EXPERIMENT_GRANTS: Forgetful = {
  what: "Experiment grants (rule 5)",
  reads: (document) => {
    if (document.kind === "Group" && document.app === "experiment") return [];
    if (document.kind !== "User" || document.grants === undefined) {
      return [document];
    }
    const grants = document.grants.filter(({ app }) => app !== "experiment");
    return [{ ...document, grants }];
  },
};

export const FORGETFUL: readonly Forgetful[] = [
  FORGETS_EXPERIMENT_GRANTS,
  {
    what: "the unknown (rule 1)",
    reads: (document) =>
      document.kind === "Organization"
        ? [
            document,
            {
              apiVersion: "rolebook/v1",
              kind: "User",
              organization: document.id,
              id: STRANGER,
            },
          ]
        : [document],
  },
  {
    what: "the default role (rule 1)",
    reads: changed("User", (user) => ({ role: "none", ...user })),
  },
  {
    what: "the pending (rule 1)",
    reads: (document) =>
      document.kind === "User" && document.status === "pending"
        ? []
        : [document],
  },
  {
    what: "roles per organization (rule 2)",
    reads: changed("Organization", (organization) => ({
      ...organization,
      permissions: "project",
    })),
  },
  {
    what: "groups (rule 3)",
    reads: (document) => (document.kind === "Group" ? [] : [document]),
  },
  {
    what: "all grants but one (rule 4)",
    reads: changed("User", ({ grants, ...user }) => ({
      ...user,
      ...(grants === undefined ? {} : { grants: grants.slice(0, 1) }),
    })),
  },
  {
    what: "enabled modules (rule 6)",
    reads: changed("Project", (project) => ({
      ...project,
      modules: ["experiment", "govern", "accounts"],
    })),
  },
  {
    what: "lifetimes of grants (rule 7)",
    reads: changed("User", ({ grants, ...user }) => ({
      ...user,
      ...(grants === undefined ? {} : { grants: grants.map(untimed) }),
    })),
  },
  {
    what: "those of members (rule 7)",
    reads: changed("Group", ({ members = [], ...group }) => ({
      ...group,
      members: members.map((member) =>
        typeof member === "string" ? member : untimed(member),
      ),
    })),
  },
  {
    what: "restricted flags",
    reads: changed("Flag", (flag) => ({ ...flag, access: "everyone" })),
  },
  {
    what: "the plan",
    reads: changed("Organization", (organization) => ({
      ...organization,
      plan: "enterprise",
    })),
  },
  {
    what: "credentials",
    reads: (document) => (document.kind === "Credential" ? [] : [document]),
  },
];

function changed<K extends DirectoryDocument["kind"]>(
  kind: K,
  change: (
    document: Extract<DirectoryDocument, { kind: K }>,
  ) => Extract<DirectoryDocument, { kind: K }>,
): Forgetful["reads"] {
  const is = (
    document: DirectoryDocument,
  ): document is Extract<DirectoryDocument, { kind: K }> =>
    document.kind === kind;
  return (document) => [is(document) ? change(document) : document];
}

function untimed<T extends { starts?: string; expires?: string }>(
  timed: T,
): Omit<T, "starts" | "expires"> {
  const always = { ...timed };
  delete always.starts;
  delete always.expires;
  return always;
}
