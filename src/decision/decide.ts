import { noRole } from "../access/settle.ts";
import { rolesOfSet } from "../kinds/derived-role-sets.ts";
import type { CallOptions, Pdp, PdpAnswer, Resource } from "../pdp/pdp.ts";
import { PdpRequestError } from "../pdp/errors.ts";
import { assertAction, type Kind } from "../policies/catalog.ts";
import type { Decision, HeldRole } from "./decision.ts";
import { reasonOf } from "./wording/reason.ts";
import type { Subject } from "./subject.ts";

export interface Question {
  readonly subject: Subject;
  readonly action: string;
  readonly resource: Resource;
  /** The resource's kind, from the catalog. */
  readonly kind: Kind;
}

/**
 * Asks the PDP, and explains its answer.
 *
 * @throws {UnknownNameError} where the kind has no such action
 * @throws {PdpUnavailableError} where no answer comes in time
 * @throws {PdpRequestError} where the PDP cannot judge the request
 */
export async function decide(
  pdp: Pdp,
  { subject, action, resource, kind }: Question,
  options?: CallOptions,
): Promise<Decision> {
  assertAction(kind, action);
  const { project } = resource.attr;
  const projects = new Set(typeof project === "string" ? [project] : []);
  const [answer] = await pdp.check(
    {
      principal: subject.principal(projects),
      resources: [{ resource, actions: [action] }],
    },
    options,
  );
  if (answer === undefined) throw new PdpRequestError(["there is no answer"]);
  return toDecision({ subject, action, resource, kind }, answer);
}

/** What the PDP's answer to one question says, explained. The answer is about this one action. */
export function toDecision(
  { subject, action, resource, kind }: Question,
  { rulings: [ruling], policy, derivedRoles, callId }: PdpAnswer,
): Decision {
  const allowed = ruling?.allowed === true;
  const { type, id, name, organization, status, sought, suggestion } = subject;
  const decision = {
    allowed,
    subject: { type, id, name, organization, status, sought, suggestion },
    action,
    resource,
    roles: heldRoles(subject, resource, kind),
    derivedRoles,
    policy,
    policyVersion: versionOf(policy),
    rule: allowed ? nameOfRule(ruling.rules[0]) : undefined,
    code: allowed ? undefined : ruling?.codes[0],
    reason: "",
    callId,
  };
  decision.reason = reasonOf(decision, kind, ruling?.reason);
  return decision;
}

/** The name in a rule's source: `change` in `resource.flag.vdefault#change`. */
function nameOfRule(source: string | undefined): string | undefined {
  return source?.slice(source.lastIndexOf("#") + 1);
}

/** The subject's roles that the kind's policy looks at, by the sets of derived roles that it imports. */
function heldRoles(
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

const versions = new Map<string, string>();

/** The version in a policy's name: `default` in `resource.flag.vdefault`, whatever its scope. There are few policies. */
function versionOf(policy: string): string {
  let version = versions.get(policy);
  if (version === undefined) {
    version = /^[^.]+\.[^.]+\.v([^/]*)/.exec(policy)?.[1] ?? "";
    versions.set(policy, version);
  }
  return version;
}
