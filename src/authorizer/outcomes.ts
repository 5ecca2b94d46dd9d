import { ask } from "../decision/ask.ts";
import type { Decision } from "../decision/decision.ts";
import { MAX_PROJECTS } from "../decision/limits.ts";
import type { Question } from "../decision/question.ts";
import { requestedOrganization, toResource } from "../decision/resource.ts";
import {
  findSubject,
  type Subject,
  type SubjectQuery,
} from "../decision/subject.ts";
import type { Snapshot } from "../directory/snapshot.ts";
import { PdpRequestError } from "../pdp/errors.ts";
import type { Pdp } from "../pdp/pdp.ts";
import type { TimeLimit } from "../pdp/time-limit.ts";
import { assertAction, type Catalog } from "../policies/catalog.ts";
import { byCodeUnits } from "../util/order.ts";
import type { DecisionBasis } from "./basis.ts";
import type { RequestedAction } from "./requested-action.ts";
import { emptySnapshot } from "./snapshot.ts";

/** The result for one requested action: a decision, or the error that prevented it. */
export type Outcome =
  | { readonly decision: Decision; readonly error?: undefined }
  | { readonly decision?: undefined; readonly error: unknown };

/**
 * Decides all that one subject asks. An error of one question, or of the PDP that is asked it, is the outcome of that
 * question. An error of the subject is the outcome of all.
 *
 * @param snapshot undefined if a `DirectorySource` knows nobody of the subject's id
 */
export async function outcomesFor(
  { catalog, pdp }: Omit<DecisionBasis, "directory">,
  snapshot: Snapshot | undefined,
  query: SubjectQuery,
  requested: readonly RequestedAction[],
  timeLimit: TimeLimit,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const bySubject = new Map<Subject, NumberedQuestion[]>();
  const findFor = subjectFinder(query, snapshot);
  requested.forEach((each, index) => {
    try {
      const question = toQuestion(catalog, findFor, snapshot, each);
      const asked = bySubject.get(question.subject);
      if (asked === undefined) {
        bySubject.set(question.subject, [{ index, question }]);
      } else asked.push({ index, question });
    } catch (error) {
      outcomes[index] = { error };
    }
  });
  for (const [subject, asked] of bySubject) {
    if (asked.length > MAX_PROJECTS) asked.sort(byProject);
    const questions = asked.map(({ question }) => question);
    const found = await askEach(pdp, subject, questions, timeLimit);
    asked.forEach(({ index }, at) => {
      outcomes[index] = found[at] ?? {
        error: new PdpRequestError(["there is no answer"]),
      };
    });
  }
  return outcomes;
}

/** A question, and its index among all that are asked. */
interface NumberedQuestion {
  readonly index: number;
  readonly question: Question;
}

/** Orders questions by project, so that each request carries the roles of few projects. */
function byProject(a: NumberedQuestion, b: NumberedQuestion): number {
  return byCodeUnits(projectOf(a.question), projectOf(b.question));
}

function projectOf({ resource: { attr } }: Question): string {
  return typeof attr["project"] === "string" ? attr["project"] : "";
}

/** If the PDP cannot judge a request, its questions are asked in halves, so that only the bad ones have no answer. */
async function askEach(
  pdp: Pdp,
  subject: Subject,
  questions: readonly Question[],
  timeLimit: TimeLimit,
): Promise<readonly Outcome[]> {
  try {
    const decisions = await ask(pdp, subject, questions, timeLimit);
    return decisions.map((decision) => ({ decision }));
  } catch (error) {
    if (!(error instanceof PdpRequestError) || questions.length === 1) {
      return questions.map(() => ({ error }));
    }
    const middle = questions.length >> 1;
    return [
      ...(await askEach(pdp, subject, questions.slice(0, middle), timeLimit)),
      ...(await askEach(pdp, subject, questions.slice(middle), timeLimit)),
    ];
  }
}

type SubjectFinder = (owner: string | undefined) => {
  readonly subject: Subject;
  readonly snapshot: Snapshot;
};

/**
 * Finds the subject of a question. An id that no organization knows is an unknown subject in the organization that owns
 * the resource.
 */
function subjectFinder(
  query: SubjectQuery,
  snapshot: Snapshot | undefined,
): SubjectFinder {
  const byOwner = new Map<string | undefined, ReturnType<SubjectFinder>>();
  return (owner) => {
    const known = byOwner.get(owner);
    if (known !== undefined) return known;
    const place = snapshot ?? emptySnapshot(query.organization ?? owner ?? "");
    const subject = findSubject(place.directory, query, owner);
    const same = [...byOwner.values()].find(
      (each) => each.subject.organization === subject.organization,
    );
    const found = same ?? { subject, snapshot: place };
    byOwner.set(owner, found);
    return found;
  };
}

/**
 * @throws {UnknownNameError} if the request names something that does not exist
 * @throws {ResourceError} if the attributes of the resource do not match its schema
 */
function toQuestion(
  catalog: Catalog,
  findFor: SubjectFinder,
  place: Snapshot | undefined,
  { action, resource: requested }: RequestedAction,
): Question {
  const kind = catalog.kind(requested.kind);
  assertAction(kind, action);
  const owner = requestedOrganization(kind, requested, place);
  const { subject, snapshot } = findFor(owner);
  const resource = toResource(kind, requested, { subject, action, snapshot });
  return { subject, action, resource, kind };
}
