import { Readable } from "node:stream";
import { type Question, toDecision } from "./decide.ts";
import type { Decision } from "./decision.ts";
import type { Subject } from "./subject.ts";
import { PdpRequestError } from "../pdp/errors.ts";
import type { Pdp } from "../pdp/pdp.ts";
import type { Call } from "../pdp/call.ts";
import { splitByLimits } from "./limits.ts";

/** Requests to the PDP under way at once, for one call. */
const CONCURRENCY = 4;

/**
 * Asks the PDP the questions of one subject, in as few requests as its limits allow. The answers are in their order.
 *
 * @throws as `Pdp.check` does, where one of the requests fails
 */
export function askAll(
  pdp: Pdp,
  subject: Subject,
  questions: readonly Question[],
  call: Call,
): Promise<readonly Decision[]> {
  if (questions.length === 0) return Promise.resolve([]);
  const requests = splitByLimits(questions);
  const ask = (request: readonly Question[]): Promise<readonly Decision[]> =>
    askOnce(pdp, subject, request, call);
  return requests.length === 1
    ? ask(questions)
    : Readable.from(requests)
        .flatMap(ask, { concurrency: CONCURRENCY })
        .toArray();
}

async function askOnce(
  pdp: Pdp,
  subject: Subject,
  questions: readonly Question[],
  call: Call,
): Promise<readonly Decision[]> {
  const answers = await pdp.check(
    {
      principal: subject.principal(projectsOf(questions)),
      // Each action by itself, so that what is said of the derived roles is about it alone.
      resources: questions.map(({ resource, action }) => ({
        resource,
        actions: [action],
      })),
    },
    call.options,
  );
  return questions.map((question, index) => {
    const answer = answers[index];
    if (answer === undefined) {
      throw new PdpRequestError(["there is no answer"]);
    }
    return toDecision(question, answer);
  });
}

/** The projects that the questions name: the PDP need not see the subject's roles in others. */
function projectsOf(questions: readonly Question[]): ReadonlySet<string> {
  const projects = new Set<string>();
  for (const { resource } of questions) {
    const { project } = resource.attr;
    if (typeof project === "string") projects.add(project);
  }
  return projects;
}
