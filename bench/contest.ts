import { isDeepStrictEqual } from "node:util";
import { type Agreed, DisagreementError } from "./agree.ts";
import type { Answers, Ask, Contender } from "./contenders/contender.ts";
import type { Flag } from "./data-set/flags.ts";
import type { Person } from "./data-set/people.ts";
import { random } from "./random.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** A person and the flags that they ask about at once. */
export interface Question {
  readonly person: Person;
  readonly flags: readonly Flag[];
}

export interface Contest<Name extends string> {
  /** Each question has the same number of flags. Each contender answers the questions in turn, again and again. */
  readonly questions: readonly Question[];
  readonly entrants: Readonly<Record<Name, Entrant>>;
  /** Rounds that do not count, so that the code is compiled and caches are filled before the first that does. */
  readonly warmUp: number;
  readonly rounds: number;
}

export interface Entrant {
  readonly contender: Contender;
  /** How many questions it answers in each round, one after the other. */
  readonly questionsARound: number;
}

export interface Samples {
  readonly name: string;
  /** For each question, the microseconds per flag. */
  readonly times: readonly number[];
}

export interface Result {
  readonly name: string;
  /** Microseconds per flag. */
  readonly time: Spread;
}

/** By the names of the entrants of the contest. */
export type SamplesOf<C> =
  C extends Contest<infer Name> ? Readonly<Record<Name, Samples>> : never;

/** By the names of the entrants of the contest. */
export type ResultsOf<C> =
  C extends Contest<infer Name> ? Readonly<Record<Name, Result>> : never;

/** Combines the samples of several runs of the same contest. */
export function pool<Name extends string>(
  sittings: readonly Readonly<Record<Name, Samples>>[],
): Readonly<Record<Name, Result>> {
  const pooled = new Map<string, { name: string; times: number[] }>();
  for (const sitting of sittings) {
    for (const [key, { name, times }] of Object.entries<Samples>(sitting)) {
      const found = pooled.get(key) ?? { name, times: [] };
      found.times.push(...times);
      pooled.set(key, found);
    }
  }
  return Object.fromEntries(
    [...pooled].map(([key, { name, times }]) => [
      key,
      { name, time: spreadOf(times) },
    ]),
  ) as Readonly<Record<Name, Result>>;
}

/**
 * Measures contenders in alternating blocks, so that a slow moment of the machine or the PDP hits all of them alike.
 * Benchmark libraries do not serve here, because they finish one measurement before they begin the next.
 *
 * Each round has another order, so that no contender always follows the same one.
 *
 * @throws {DisagreementError} if an answer is not the one that was agreed on
 */
export async function measure<Name extends string>(
  { questions, entrants, warmUp, rounds }: Contest<Name>,
  agreed: Agreed,
): Promise<SamplesOf<Contest<Name>>> {
  const runners: Runner[] = [];
  for (const [key, entrant] of Object.entries<Entrant>(entrants)) {
    runners.push(await prepare(key, entrant, questions, agreed));
  }
  const next = random(4);
  for (let round = -warmUp; round < rounds; round++) {
    for (const runner of shuffled(runners, next)) {
      const times = await runner.block();
      if (round >= 0) runner.times.push(...times);
    }
  }
  return Object.fromEntries(
    runners.map(({ key, name, times }): [string, Samples] => [
      key,
      { name, times },
    ]),
  ) as SamplesOf<Contest<Name>>;
}

/** Shuffles a list. All orders are equally likely. */
function shuffled<T>(
  list: readonly T[],
  next: (below: number) => number,
): readonly T[] {
  const rest = [...list];
  return list.flatMap(() => rest.splice(next(rest.length), 1));
}

/** A contender that answers the questions in turn. */
interface Runner {
  readonly key: string;
  readonly name: string;
  /** Answers its questions of one round. Returns the microseconds per flag for each of them. */
  block(): Promise<readonly number[]>;
  readonly times: number[];
}

async function prepare(
  key: string,
  { contender, questionsARound }: Entrant,
  questions: readonly Question[],
  agreed: Agreed,
): Promise<Runner> {
  const prepared: { readonly ask: Ask; readonly expected: Answers }[] = [];
  for (const { person, flags } of questions) {
    const ask = await contender.prepare(person, flags);
    const expected = flags.map((flag) => agreed.mayEdit(person, flag));
    prepared.push({ ask, expected });
  }
  const { name } = contender;
  let next = 0;
  return {
    key,
    name,
    times: [],
    async block() {
      const times: number[] = [];
      while (times.length < questionsARound) {
        const question = prepared[next];
        next = (next + 1) % prepared.length;
        if (question === undefined)
          throw new RangeError("There is no question.");
        const start = performance.now();
        const pending = question.ask();
        // A contender that answers synchronously does not have to wait for a turn of the event loop.
        const answers = pending instanceof Promise ? await pending : pending;
        const milliseconds = performance.now() - start;
        times.push((milliseconds * 1000) / question.expected.length);
        if (!isDeepStrictEqual(answers, question.expected)) {
          throw new DisagreementError(
            `${name} answers otherwise while it is measured.`,
          );
        }
      }
      return times;
    },
  };
}
