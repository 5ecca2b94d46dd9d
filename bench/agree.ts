import type { Answers, Contender } from "./contenders/contender.ts";
import type { DataSet } from "./data-set/data-set.ts";
import type { Flag } from "./data-set/flags.ts";
import type { Person } from "./data-set/people.ts";

/** The number of flags that are asked about at once. It bounds the memory that the questions take. */
const PART = 500;

/** The answers on which all contenders agree. */
export interface Agreed {
  /** The number of questions. */
  readonly questions: number;
  /** The number of questions that are answered with yes. */
  readonly allowed: number;
  mayEdit(person: Person, flag: Flag): boolean;
}

/** Two contenders answer a question differently. */
export class DisagreementError extends Error {
  override readonly name = "DisagreementError";
}

/**
 * Asks every contender every question.
 *
 * @throws {DisagreementError} if one answers differently from the first. The message has the question
 */
export async function agree(
  { people, flags }: DataSet,
  [first, ...others]: readonly Contender[],
): Promise<Agreed> {
  if (first === undefined) throw new RangeError("There is nobody to ask.");
  const agreed = new Map<Person, ReadonlyMap<Flag, boolean>>();
  for (const person of people) {
    const answers = new Map<Flag, boolean>();
    for (let from = 0; from < flags.length; from += PART) {
      const part = flags.slice(from, from + PART);
      const expected = await answersOf(first, person, part);
      for (const other of others) {
        const given = await answersOf(other, person, part);
        part.forEach((flag, index) => {
          if (given[index] === expected[index]) return;
          throw new DisagreementError(
            `May ${person.id}, ${person.what}, edit ${flag.id} ${JSON.stringify(flag.attr)}? ` +
              `${first.name} says ${word(expected[index])}, ${other.name} says ${word(given[index])}.`,
          );
        });
      }
      part.forEach((flag, index) =>
        answers.set(flag, expected[index] === true),
      );
    }
    agreed.set(person, answers);
  }
  const all = [...agreed.values()].flatMap((each) => [...each.values()]);
  return {
    questions: all.length,
    allowed: all.filter((allowed) => allowed).length,
    mayEdit: (person, flag) => agreed.get(person)?.get(flag) === true,
  };
}

/** @throws {DisagreementError} if the number of answers is not that of the flags */
async function answersOf(
  contender: Contender,
  person: Person,
  flags: readonly Flag[],
): Promise<Answers> {
  const ask = await contender.prepare(person, flags);
  const answers = await ask();
  if (answers.length === flags.length) return answers;
  throw new DisagreementError(
    `${contender.name} gives ${answers.length} answers about ${flags.length} flags.`,
  );
}

function word(answer: boolean | undefined): string {
  return answer === true ? "yes" : "no";
}
