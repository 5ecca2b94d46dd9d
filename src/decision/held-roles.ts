import { noRole } from "../access/settle.ts";
import { rolesOfSet } from "../kinds/derived-role-sets.ts";
import type { Resource } from "../pdp/pdp.ts";
import type { Kind } from "../policies/catalog.ts";
import type { HeldRole } from "./decision.ts";
import type { Subject } from "./subject.ts";

/** The subject's roles that count for the kind's policy, by the sets of derived roles that it imports. */
export function heldRoles(
  { organization, roles }: Subject,
  { attr }: Resource,
  { derivedRoleSets }: Kind,
): readonly HeldRole[] {
  if (roles === undefined || attr["organization"] !== organization) return [];
  const held: HeldRole[] = [];
  for (const set of derivedRoleSets) {
    const of = rolesOfSet(set, attr);
    if (of === "organization") {
      const { organizationRole, organizationRoleIsDefault } = roles;
      held.push({
        scope: "organization",
        role: organizationRole,
        isDefault: organizationRoleIsDefault,
      });
      continue;
    }
    const { project } = attr;
    if (of === undefined || typeof project !== "string") continue;
    const role = roles.inProject(project)?.[of] ?? noRole(of);
    held.push({ scope: "project", project, ...role });
  }
  return held;
}
