import type { Directory } from "../../src/directory/directory.ts";
import type {
  DirectoryDocument,
  GroupDocument,
} from "../../src/directory/documents.ts";
import { directoryFromDocuments } from "../../src/directory/from-documents.ts";
import { PROJECT_ROLES } from "../../src/model/roles.ts";
import { OWNER, STRANGER } from "./people.ts";

const apiVersion = "rolebook/v1";

/** The projects of acme. Those of globex have the same ids, so that the project alone does not decide. */
export const PROJECTS = Array.from(
  { length: 20 },
  (_, index) => `project-${index}`,
);

/** A project that has not enabled Experiment. Nobody has a role in it there, not even an admin. */
const WITHOUT_EXPERIMENT = PROJECTS.at(-1);

/** Two organizations. Their people have roles in all possible ways: from the organization, a group or a grant. */
export function directoryOfDataSet(): Directory {
  return directoryFromDocuments([
    {
      apiVersion,
      kind: "Organization",
      id: "acme",
      plan: "enterprise",
      owner: OWNER,
      permissions: "project",
      modules: ["experiment"],
    },
    {
      apiVersion,
      kind: "Organization",
      id: "globex",
      plan: "growth",
      owner: STRANGER,
      modules: ["experiment"],
    },
    ...["acme", "globex"].flatMap((organization) =>
      PROJECTS.map((id): DirectoryDocument => ({
        apiVersion,
        kind: "Project",
        organization,
        id,
        modules: id === WITHOUT_EXPERIMENT ? [] : ["experiment"],
      })),
    ),
    ...people(),
    group("viewers", "viewer", ["viewer@acme.example"]),
    group("members", "member", [
      "member@acme.example",
      "newcomer@acme.example",
    ]),
    group("managers", "manager", ["manager@acme.example"]),
    group("admins", "admin", ["project-admin@acme.example"]),
  ]);
}

function people(): readonly DirectoryDocument[] {
  const organization = "acme";
  const user = { apiVersion, kind: "User", organization } as const;
  return [
    { ...user, id: OWNER, role: "admin" },
    { ...user, organization: "globex", id: STRANGER, role: "admin" },
    ...["viewer", "member", "newcomer", "manager", "project-admin"].map(
      (name) => ({ ...user, id: `${name}@acme.example` }),
    ),
    {
      ...user,
      id: "mixed@acme.example",
      grants: PROJECTS.flatMap((project, index) => {
        // The fifth role is no role at all. In every third project, there is a grant for Experiment.
        const role = PROJECT_ROLES[index % 5];
        return [
          ...(role === undefined ? [] : [{ project, role }]),
          ...(index % 3 === 0
            ? [
                {
                  project,
                  app: "experiment" as const,
                  role: PROJECT_ROLES[(index / 3) % 4] ?? "viewer",
                },
              ]
            : []),
        ];
      }),
    },
  ];
}

/** A group that gives its members one role in every project. */
function group(
  id: string,
  role: (typeof PROJECT_ROLES)[number],
  members: string[],
): GroupDocument {
  return {
    apiVersion,
    kind: "Group",
    organization: "acme",
    id,
    members,
    grants: PROJECTS.map((project) => ({ project, role })),
  };
}
