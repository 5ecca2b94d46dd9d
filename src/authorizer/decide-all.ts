import { byCodeUnits } from "../util/order.ts";
import type { Question } from "../decision/decide.ts";
import type { Decision } from "../decision/decision.ts";
import type { Subject } from "../decision/subject.ts";
import { Directory } from "../directory/directory.ts";
import { PdpRequestError } from "../pdp/errors.ts";
import type { Pdp } from "../pdp/pdp.ts";
import { assertAction, type Catalog } from "../policies/catalog.ts";
import { type Asker, toSubject } from "./asker.ts";
import { askAll } from "../decision/ask.ts";
import type { Call } from "../pdp/call.ts";
import type { Item } from "./item.ts";
import { MAX_PROJECTS } from "../decision/limits.ts";
import type { Means } from "./means.ts";
import { toResource } from "./resource.ts";
import { snapshotFor } from "./snapshot.ts";

/** What became of one question. */
export type Outcome =
  | { readonly decision: Decision; readonly error?: undefined }
  | { readonly decision?: undefined; readonly error: unknown };

/**
 * Decides everything that one asker asks. What is wrong with one question, or with the PDP that is asked it, is that question's
 * outcome; what is wrong with who asks, or with the directory, is thrown.
 *
 * @throws as `Authorizer.checkMany` does
 */
export async function decideAll(
  means: Means,
  asker: Asker,
  items: readonly Item[],
  call: Call,
): Promise<readonly Outcome[]> {
  const directory = await snapshotFor(means.directory, asker, call);
  const outcomes: Outcome[] = [];
  const bySubject = new Map<Subject, Asked[]>();
  const subjectOf = subjects(directory, asker);
  items.forEach((item, at) => {
    try {
      const { subject, question } = toQuestion(means.catalog, subjectOf, item);
      const asked = bySubject.get(subject);
      if (asked === undefined) bySubject.set(subject, [{ at, question }]);
      else asked.push({ at, question });
    } catch (error) {
      outcomes[at] = { error };
    }
  });
  for (const [subject, asked] of bySubject) {
    if (asked.length > MAX_PROJECTS) asked.sort(byProject);
    const questions = asked.map(({ question }) => question);
    const decided = await outcomesOf(means.pdp, subject, questions, call);
    asked.forEach(({ at }, index) => {
      outcomes[at] = decided[index] ?? {
        error: new PdpRequestError(["there is no answer"]),
      };
    });
  }
  return outcomes;
}

interface Asked {
  /** Its place among all questions. */
  readonly at: number;
  readonly question: Question;
}

/** The questions about one project go together: each request carries the roles of the projects that it names. */
function byProject(a: Asked, b: Asked): number {
  return byCodeUnits(projectOf(a.question), projectOf(b.question));
}

function projectOf({ resource: { attr } }: Question): string {
  return typeof attr["project"] === "string" ? attr["project"] : "";
}

/**
 * A PDP that fails is the outcome of what it was asked, and not of a question that could not even be asked. Where it cannot judge a
 * request, each of its questions is asked by itself: one must not answer for another.
 */
async function outcomesOf(
  pdp: Pdp,
  subject: Subject,
  questions: readonly Question[],
  call: Call,
): Promise<readonly Outcome[]> {
  try {
    const decisions = await askAll(pdp, subject, questions, call);
    return decisions.map((decision) => ({ decision }));
  } catch (error) {
    if (!(error instanceof PdpRequestError) || questions.length === 1) {
      return questions.map(() => ({ error }));
    }
    const middle = questions.length >> 1;
    return [
      ...(await outcomesOf(pdp, subject, questions.slice(0, middle), call)),
      ...(await outcomesOf(pdp, subject, questions.slice(middle), call)),
    ];
  }
}

type SubjectOf = (otherwise: string) => {
  readonly subject: Subject;
  readonly directory: Directory;
};

/** Who asks; looked for in the resource's organization, `otherwise`, where nobody knows them. */
function subjects(directory: Directory | undefined, asker: Asker): SubjectOf {
  const known = new Map<string, ReturnType<SubjectOf>>();
  return (otherwise) => {
    const found = known.get(otherwise);
    if (found !== undefined) return found;
    const place = directory ?? emptyDirectory(asker.organization ?? otherwise);
    const subject = toSubject(place, asker, otherwise);
    const same = [...known.values()].find(
      (each) => each.subject.organization === subject.organization,
    );
    const made = same ?? { subject, directory: place };
    known.set(otherwise, made);
    return made;
  };
}

/** The directory of an organization that a source has nothing of, not even for whoever asks. */
export function emptyDirectory(id: string): Directory {
  return new Directory([
    {
      organization: {
        id,
        name: id,
        plan: "starter",
        owner: "",
        permissions: "project",
        modules: [],
        experiment: { defaultAccess: "editors" },
      },
      projects: [],
      users: [],
      groups: [],
      credentials: [],
      teamSpaces: [],
      items: [],
    },
  ]);
}

function toQuestion(
  catalog: Catalog,
  subjectOf: SubjectOf,
  { action, resource: given }: Item,
): { readonly subject: Subject; readonly question: Question } {
  const kind = catalog.kind(given.kind);
  assertAction(kind, action);
  const owner = given.attr?.["organization"];
  const { subject, directory } = subjectOf(
    typeof owner === "string" ? owner : "",
  );
  const resource = toResource(kind, given, (id) =>
    directory.existingOrganization(id ?? subject.organization),
  );
  return { subject, question: { subject, action, resource, kind } };
}
