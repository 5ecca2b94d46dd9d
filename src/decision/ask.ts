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

/** The most requests that one call sends at the same time. */
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
      // One entry for each action, because the answer has the derived roles of an entry, not of an action.
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

/** The decision that the PDP's answer means, with its reason. */
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
 * The version in a policy's name: `default` in `resource.flag.vdefault`, also if a scope follows. There are few
 * policies, so the versions of all are kept.
 */
function versionOf(policy: string): string {
  let version = versions.get(policy);
  if (version === undefined) {
    version = /^[^.]+\.[^.]+\.v([^/]*)/.exec(policy)?.[1] ?? "";
    versions.set(policy, version);
  }
  return version;
}
