import { Readable } from "node:stream";
import { type Question, toDecision } from "../decision/decide.ts";
import type { Decision } from "../decision/decision.ts";
import type { Subject } from "../decision/subject.ts";
import { PdpRequestError } from "../pdp/errors.ts";
import type { Pdp } from "../pdp/pdp.ts";
import type { Call } from "./call.ts";
import { splitByLimits } from "./limits.ts";

/** Requests to the PDP under way at once, for one call. */
const CONCURRENCY = 4;

/**
 * Asks the PDP the questions of one subject, in as few requests as its limits allow. The answers are in their order.
 *
 * @throws as `Pdp.check` does, where one of the requests fails
 */
export async function askAll(
  pdp: Pdp,
  subject: Subject,
  questions: readonly Question[],
  call: Call,
): Promise<readonly Decision[]> {
  if (questions.length === 0) return [];
  const requests = splitByLimits(questions);
  const ask = async (
    request: readonly Question[],
  ): Promise<readonly Decision[]> => {
    const answers = await pdp.check(
      {
        principal: subject.principal(projectsOf(request)),
        // Each action by itself, so that what is said of the derived roles is about it alone.
        resources: request.map(({ resource, action }) => ({
          resource,
          actions: [action],
        })),
      },
      call.options,
    );
    return request.map((question, index) => {
      const answer = answers[index];
      if (answer === undefined) {
        throw new PdpRequestError(["there is no answer"]);
      }
      return toDecision(question, answer);
    });
  };
  const [only, another] = requests;
  if (only !== undefined && another === undefined) return await ask(only);
  const decisions = await Readable.from(requests)
    .map(ask, { concurrency: CONCURRENCY })
    .toArray();
  return (decisions as (readonly Decision[])[]).flat();
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
