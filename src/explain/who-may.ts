import pMap from "p-map";
import type { DecisionSubject } from "../decision/decision.ts";
import type { OrganizationDirectory } from "../directory/directory.ts";
import type { StepAction } from "./explanation.ts";
import { ask } from "../decision/ask.ts";
import { excerptAbout, subjectIn } from "./excerpt.ts";
import { projectOf, type Refusal } from "./refusal.ts";

/** In an organization of up to so many users, the PDP is asked about everybody. */
const EVERYBODY = 200;

/** In a larger one, it is asked about so many at most of each group of likely people. */
const SHARE = 60;

/** The most people that an explanation names. */
const MOST = 10;

/** The number of requests to the PDP at once. */
const CONCURRENCY = 4;

/** The people who may do something. */
export interface WhoMay {
  readonly by: readonly DecisionSubject[];
  /** Whether there are others who may, or who were not asked about. */
  readonly more: boolean;
}

/** For each list of actions, the people of the organization who may do all of them as things are now. */
export async function whoMay(
  refusal: Refusal,
  lists: readonly (readonly StepAction[])[],
): Promise<readonly WhoMay[]> {
  if (lists.every((actions) => actions.length === 0)) {
    return lists.map(() => ({ by: [], more: false }));
  }
  const { users } = refusal.contents;
  const people =
    users.length <= EVERYBODY ? users.map(({ id }) => id) : likely(refusal);
  const answers = await pMap(people, (id) => answerOf(refusal, id, lists), {
    concurrency: CONCURRENCY,
  });
  return lists.map((_, list) => {
    const allowed = answers.filter(({ may }) => may[list] === true);
    return {
      by: allowed.slice(0, MOST).map(({ person }) => person),
      more: allowed.length > MOST || people.length < users.length,
    };
  });
}

interface Answer {
  readonly person: DecisionSubject;
  /** For each list of actions, whether all of them are allowed. */
  readonly may: readonly boolean[];
}

async function answerOf(
  refusal: Refusal,
  id: string,
  lists: readonly (readonly StepAction[])[],
): Promise<Answer> {
  const { contents, at, catalog, pdp, timeLimit } = refusal;
  const excerpt = excerptAbout(contents, id, projectOf(refusal));
  const subject = subjectIn(excerpt, { type: "user", id }, at);
  const asked = lists.flatMap((actions, list) =>
    actions.map((each) => ({ ...each, list })),
  );
  const questions = asked.map(({ action, resource }) => ({
    subject,
    action,
    resource,
    kind: catalog.kind(resource.kind),
  }));
  const decisions = await ask(pdp, subject, questions, timeLimit);
  const refused = new Set(
    asked.flatMap(({ list }, index) =>
      decisions[index]?.allowed === true ? [] : list,
    ),
  );
  const { type, name, organization, status } = subject;
  return {
    person: { type, id, name, organization, status },
    may: lists.map((_, list) => !refused.has(list)),
  };
}

/**
 * People whom the resource names, and the admins and managers of the organization and of the project, ordered by id.
 */
function likely(refusal: Refusal): readonly string[] {
  const { contents, decision } = refusal;
  const named = Object.values(decision.resource.attr)
    .flat()
    .flatMap((value) =>
      typeof value === "string" ? (contents.user(value)?.id ?? []) : [],
    );
  const leading = contents.users.filter(
    ({ role }) => role === "admin" || role === "manager",
  );
  const chosen = [
    named,
    leading.map(({ id }) => id),
    managersOf(contents, projectOf(refusal)),
  ].flatMap((ids) => ids.slice(0, SHARE));
  return [...new Set(chosen)].sort();
}

/** The users who have, had or will have a grant of manager or admin in the project, their own or that of a group. */
function managersOf(
  { users, groups }: OrganizationDirectory,
  project: string | undefined,
): readonly string[] {
  if (project === undefined) return [];
  const manages = (holder: (typeof users | typeof groups)[number]): boolean =>
    holder.grants.some(
      (grant) =>
        grant.project === project &&
        (grant.role === "manager" || grant.role === "admin"),
    );
  return [
    ...users.filter(manages).map(({ id }) => id),
    ...groups
      .filter(manages)
      .flatMap(({ members }) => members.map(({ user }) => user)),
  ];
}
