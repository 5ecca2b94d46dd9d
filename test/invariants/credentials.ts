import type { Principal } from "../../src/model/principal.ts";
import type { Attributes } from "./resources.ts";
import type { Circumstances } from "./subjects.ts";

/** What a credential may do, on anything of its organization. */
export interface Right {
  readonly kinds: readonly string[];
  readonly actions: readonly string[];
  /** Only if this holds; always, if left out. */
  readonly onlyIf?: (attr: Attributes, credential: Circumstances) => boolean;
}

const AREAS = [
  "targeted_environments",
  "activate",
  "variants",
  "allocation",
  "analysis",
  "metrics",
];

/** What the sections on Experiment and on the organization list for credentials, each sentence an entry. Nothing else. */
export const CREDENTIAL_RIGHTS: Readonly<
  Record<Exclude<Principal["roles"][0], "user">, readonly Right[]>
> = {
  management_api: [
    {
      kinds: ["flag", "experiment"],
      actions: [
        "read",
        "create",
        "edit",
        "delete",
        "manage_access",
        ...AREAS.flatMap((area) => [`${area}:read`, `${area}:write`]),
      ],
    },
    {
      kinds: ["flag", "experiment"],
      actions: ["restrict"],
      onlyIf: (_, { organizationPlan }) => organizationPlan === "enterprise",
    },
    {
      kinds: ["environment", "mutual_exclusion_group"],
      actions: ["read", "create", "edit", "delete"],
    },
  ],
  scim: [
    { kinds: ["organization_member"], actions: ["view"] },
    {
      kinds: ["organization_member"],
      actions: ["add", "remove"],
      // It makes nobody admin, and the only admin stays.
      onlyIf: ({ role, newRole, adminCount }) =>
        newRole !== "admin" && (role !== "admin" || Number(adminCount) > 1),
    },
    {
      kinds: ["permission_group"],
      actions: [
        "view",
        "create",
        "edit",
        "delete",
        "add_member",
        "remove_member",
      ],
    },
  ],
  unknown: [],
};
