import type { Contest, Question } from "./contest.ts";
import type { Contenders } from "./contenders/all.ts";
import type { DataSet } from "./data-set/data-set.ts";
import type { Flag } from "./data-set/flags.ts";
import { MEMBER, type Person } from "./data-set/people.ts";
import { random } from "./random.ts";

export type OneAtATime = Contest<"check" | "cerbosEach">;
export type AtOnce = Contest<"check" | "cerbosEach" | "cerbosAll">;
export type List = Contest<Exclude<keyof Contenders, "check" | "cerbosEach">>;

/** The number of checks that start at once. */
export const AT_ONCE = 64;

/** One check after the other, for each person in turn and any flag. */
export function oneAtATime(
  dataSet: DataSet,
  { check, cerbosEach }: Contenders,
): OneAtATime {
  return {
    questions: draw(dataSet, 999, 1),
    entrants: {
      cerbosEach: { contender: cerbosEach, questionsARound: 250 },
      check: { contender: check, questionsARound: 250 },
    },
    warmUp: 12,
    rounds: 8,
  };
}

/**
 * Checks of one person that start at once, about flags of one project, as on a page of that project. Each person in
 * turn.
 */
export function pageAtOnce(dataSet: DataSet, contenders: Contenders): AtOnce {
  const { flags, projects } = dataSet;
  const next = random(3);
  const pages = projects.map((project) =>
    flags.filter(({ attr }) => attr.project === project),
  );
  const questions = people(dataSet, 45).map((person) => ({
    person,
    flags: pick(pages[next(pages.length)] ?? [], AT_ONCE, next),
  }));
  return atOnce(questions, contenders);
}

/** The same with flags of any project of both organizations. */
export function anyAtOnce(dataSet: DataSet, contenders: Contenders): AtOnce {
  return atOnce(draw(dataSet, 45, AT_ONCE), contenders);
}

function atOnce(
  questions: readonly Question[],
  { check, cerbosEach, cerbosAll }: Contenders,
): AtOnce {
  return {
    questions,
    entrants: {
      cerbosEach: { contender: cerbosEach, questionsARound: 15 },
      check: { contender: check, questionsARound: 15 },
      cerbosAll: { contender: cerbosAll, questionsARound: 15 },
    },
    warmUp: 3,
    rounds: 6,
  };
}

/** One person and all flags. */
export function list({ flags }: DataSet, contenders: Contenders): List {
  const { checkMany, filter, matches, cerbosAll } = contenders;
  const { caslCan, caslBuild, casbin, cedar } = contenders;
  return {
    questions: [{ person: MEMBER, flags }],
    entrants: {
      checkMany: { contender: checkMany, questionsARound: 1 },
      cerbosAll: { contender: cerbosAll, questionsARound: 1 },
      filter: { contender: filter, questionsARound: 5 },
      matches: { contender: matches, questionsARound: 10 },
      caslCan: { contender: caslCan, questionsARound: 10 },
      caslBuild: { contender: caslBuild, questionsARound: 10 },
      casbin: { contender: casbin, questionsARound: 2 },
      cedar: { contender: cedar, questionsARound: 1 },
    },
    warmUp: 1,
    rounds: 2,
  };
}

/** Questions with this number of flags each. */
function draw(
  dataSet: DataSet,
  questions: number,
  flags: number,
): readonly Question[] {
  const next = random(2);
  return people(dataSet, questions).map((person) => ({
    person,
    flags: pick(dataSet.flags, flags, next),
  }));
}

/** Each person in turn. */
function people(dataSet: DataSet, count: number): readonly Person[] {
  return Array.from(
    { length: count },
    (_, index) => dataSet.people[index % dataSet.people.length] ?? MEMBER,
  );
}

function pick(
  flags: readonly Flag[],
  count: number,
  next: (below: number) => number,
): readonly Flag[] {
  return Array.from({ length: count }, () => flags[next(flags.length)]).filter(
    (flag) => flag !== undefined,
  );
}
