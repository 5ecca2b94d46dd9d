import {
  type Enforcer,
  newEnforcer,
  newModelFromString,
  StringAdapter,
} from "casbin";
import type { DataSet } from "../data-set/data-set.ts";
import type { Contender } from "./contender.ts";

/** Roles are per domain, which is a project of an organization. The flag is an object with attributes. */
const MODEL = `
[request_definition]
r = sub, dom, obj, act

[policy_definition]
p = sub, act, reach

[role_definition]
g = _, _, _

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = g(r.sub, p.sub, r.dom) && r.act == p.act && (p.reach == "any" || r.obj.access == "everyone" || (r.sub in r.obj.editors))
`;

/** Casbin tries rules from the first to the last, and stops at the first that allows. */
const RULES = `
p, member, edit, open
p, manager, edit, open
p, admin, edit, open
p, organization_admin, edit, any
`;

/** Casbin's `enforceSync`, the faster of its two functions. */
export async function casbinContender(dataSet: DataSet): Promise<Contender> {
  const enforcer = await newEnforcer(
    newModelFromString(MODEL),
    new StringAdapter(RULES),
  );
  await addRoles(enforcer, dataSet);
  return {
    name: "casbin `enforceSync`",
    prepare({ id }, flags) {
      const requests = flags.map(({ attr }) => ({
        domain: domainOf(attr.organization, attr.project),
        attr,
      }));
      return () =>
        requests.map(({ domain, attr }) =>
          enforcer.enforceSync(id, domain, attr, "edit"),
        );
    },
  };
}

async function addRoles(enforcer: Enforcer, dataSet: DataSet): Promise<void> {
  for (const person of dataSet.people) {
    const { organization, organizationRole, experiment } =
      dataSet.principal(person).attr;
    for (const [role, projects] of Object.entries(experiment)) {
      for (const project of projects) {
        const domain = domainOf(organization, project);
        await enforcer.addRoleForUser(person.id, role, domain);
        if (organizationRole === "admin" && role === "admin") {
          await enforcer.addRoleForUser(
            person.id,
            "organization_admin",
            domain,
          );
        }
      }
    }
  }
}

function domainOf(organization: string, project: string): string {
  return `${organization}/${project}`;
}
