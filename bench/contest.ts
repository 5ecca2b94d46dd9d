import { isDeepStrictEqual } from "node:util";
import { type Agreed, DisagreementError } from "./agree.ts";
import type { Answers, Ask, Contender } from "./contenders/contender.ts";
import type { Flag } from "./data-set/flags.ts";
import type { Person } from "./data-set/people.ts";
import { random } from "./random.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** What one person asks at once. */
export interface Question {
  readonly person: Person;
  readonly flags: readonly Flag[];
}

export interface Contest<Name extends string> {
  /** All of them about as many flags. Each contender answers them in turn, and begins again after the last. */
  readonly questions: readonly Question[];
  readonly entrants: Readonly<Record<Name, Entrant>>;
  /** Rounds before the first that counts: until the code is compiled, and what is kept for reuse is there. */
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
  /** Of each question, the microseconds for each flag that it is about. */
  readonly times: readonly number[];
}

export interface Result {
  readonly name: string;
  /** Microseconds for each flag that is asked about. */
  readonly time: Spread;
}

/** By the names of the contest's entrants. */
export type SamplesOf<C> =
  C extends Contest<infer Name> ? Readonly<Record<Name, Samples>> : never;

/** By the names of the contest's entrants. */
export type ResultsOf<C> =
  C extends Contest<infer Name> ? Readonly<Record<Name, Result>> : never;

/** What the same contest gave each time, taken together. */
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
 * Measures contenders in alternating blocks: a slow moment of the machine, or of its PDP, then hits all of them alike. That is why
 * no benchmark library does it: they measure one thing to its end before the next begins.
 *
 * Their order is another in each round, so that none always follows the same.
 *
 * @throws {DisagreementError} where an answer is not the one that was agreed on
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

/** In an order of which each is as likely as any other. */
function shuffled<T>(
  list: readonly T[],
  next: (below: number) => number,
): readonly T[] {
  const rest = [...list];
  return list.flatMap(() => rest.splice(next(rest.length), 1));
}

/** A contender on its way through the questions. */
interface Runner {
  readonly key: string;
  readonly name: string;
  /** Answers its questions of one round; microseconds a flag, for each question. */
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
        // What answers at once is not made to wait for a turn of the event loop.
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
