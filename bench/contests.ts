import type { Contest, Question } from "./contest.ts";
import type { Contenders } from "./contenders/all.ts";
import type { DataSet } from "./data-set/data-set.ts";
import { MEMBER } from "./data-set/people.ts";
import { random } from "./random.ts";

export type OneAtATime = Contest<"check" | "cerbosEach">;
export type AtOnce = Contest<"check" | "cerbosEach" | "cerbosAll">;
export type List = Contest<Exclude<keyof Contenders, "check" | "cerbosEach">>;

/** How many checks start at once. */
export const AT_ONCE = 64;

/** One check after the other, of everybody and any flag. */
export function oneAtATime(
  dataSet: DataSet,
  { check, cerbosEach }: Contenders,
): OneAtATime {
  return {
    questions: draw(dataSet, { questions: 999, flags: 1 }),
    entrants: {
      cerbosEach: { contender: cerbosEach, questionsARound: 250 },
      check: { contender: check, questionsARound: 250 },
    },
    warmUp: 20,
    rounds: 20,
  };
}

/** Checks of one person that start at once, of everybody in turn. */
export function atOnce(
  dataSet: DataSet,
  { check, cerbosEach, cerbosAll }: Contenders,
): AtOnce {
  return {
    questions: draw(dataSet, { questions: 45, flags: AT_ONCE }),
    entrants: {
      cerbosEach: { contender: cerbosEach, questionsARound: 15 },
      check: { contender: check, questionsARound: 15 },
      cerbosAll: { contender: cerbosAll, questionsARound: 15 },
    },
    warmUp: 3,
    rounds: 14,
  };
}

/** All the flags that there are, for one person. */
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
    rounds: 8,
  };
}

/** Questions about some flags each, people taking turns. */
function draw(
  { people, flags }: DataSet,
  count: { readonly questions: number; readonly flags: number },
): readonly Question[] {
  const next = random(2);
  return Array.from({ length: count.questions }, (_, index) => ({
    person: people[index % people.length] ?? MEMBER,
    flags: Array.from(
      { length: count.flags },
      () => flags[next(flags.length)],
    ).filter((flag) => flag !== undefined),
  }));
}
