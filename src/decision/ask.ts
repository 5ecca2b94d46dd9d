import pMap from "p-map";
import { PdpRequestError } from "../pdp/errors.ts";
import type { Pdp, PdpAnswer } from "../pdp/pdp.ts";
import type { TimeLimit } from "../pdp/time-limit.ts";
import type { Decision } from "./decision.ts";
import { heldRoles } from "./held-roles.ts";
import { splitByLimits } from "./limits.ts";
import type { Question } from "./question.ts";
import type { Subject } from "./subject.ts";
import { reasonOf } from "./wording/reason.ts";

/** How many requests of one call the PDP gets at once. */
const CONCURRENCY = 4;

/**
 * Asks the PDP the questions of one subject, in as few requests as its limits allow. The decisions are in the order of
 * the questions.
 *
 * @throws as `Pdp.check` does, if one of the requests fails
 */
export async function ask(
  pdp: Pdp,
  subject: Subject,
  questions: readonly Question[],
  timeLimit: TimeLimit,
): Promise<readonly Decision[]> {
  if (questions.length === 0) return [];
  const requests = splitByLimits(questions);
  if (requests.length === 1) return request(pdp, subject, questions, timeLimit);
  const decisions = await pMap(
    requests,
    (some) => request(pdp, subject, some, timeLimit),
    { concurrency: CONCURRENCY },
  );
  return decisions.flat();
}

async function request(
  pdp: Pdp,
  subject: Subject,
  questions: readonly Question[],
  timeLimit: TimeLimit,
): Promise<readonly Decision[]> {
  const answers = await pdp.check(
    {
      principal: subject.principal(projectsOf(questions)),
      // Each action by itself, so that the answer's derived roles are about it alone.
      resources: questions.map(({ resource, action }) => ({
        resource,
        actions: [action],
      })),
    },
    timeLimit.left,
  );
  return questions.map((question, index) => {
    const answer = answers[index];
    if (answer === undefined) {
      throw new PdpRequestError(["there is no answer"]);
    }
    return toDecision(question, answer);
  });
}

/** The projects that the questions name. The PDP does not need the subject's roles in others. */
function projectsOf(questions: readonly Question[]): ReadonlySet<string> {
  const projects = new Set<string>();
  for (const { resource } of questions) {
    const { project } = resource.attr;
    if (typeof project === "string") projects.add(project);
  }
  return projects;
}

/** What the PDP's answer to one question says, with its reason. */
function toDecision(
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

const versions = new Map<string, string>();

/**
 * The version in a policy's name: `default` in `resource.flag.vdefault`, of any scope. There are few policies, so all
 * are kept.
 */
function versionOf(policy: string): string {
  let version = versions.get(policy);
  if (version === undefined) {
    version = /^[^.]+\.[^.]+\.v([^/]*)/.exec(policy)?.[1] ?? "";
    versions.set(policy, version);
  }
  return version;
}
