import fc from "fast-check";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import type { Verdict } from "../tables/verdict.ts";
import { ask, type Asking } from "./ask.ts";
import { AT, documentsOf } from "./documents.ts";
import { aim, type Question, questionOf } from "./question.ts";
import { reduce } from "./reduce.ts";
import { world } from "./world.ts";

/** What ought to be answered. */
export type Model = (
  documents: readonly DirectoryDocument[],
  question: Question,
  at: number,
) => Verdict;

/** A question about a directory that the PDP answers otherwise than the model. */
export interface Counterexample {
  readonly documents: readonly DirectoryDocument[];
  readonly question: Question;
  readonly at: number;
  readonly expected: Verdict;
  readonly actual: Verdict;
}

export interface Search {
  readonly model: Model;
  /** How many decisions to ask for, at least. */
  readonly decisions: number;
  readonly seed: number;
}

export interface Found {
  /** What was asked, and what the PDP and the model both answered. */
  readonly agreed: readonly { question: Question; verdict: Verdict }[];
  /** In the smallest directory that shows it. */
  readonly counterexample: Counterexample | undefined;
}

const QUESTIONS_PER_DIRECTORY = 50;

/** Asks the PDP questions about directories at random, until an answer is not the model's or there were enough. */
export async function search(
  asking: Asking,
  { model, decisions, seed }: Search,
): Promise<Found> {
  const agreed: Found["agreed"][number][] = [];
  let found: Counterexample | undefined;
  const aims = fc.noBias(
    fc.array(aim, {
      minLength: QUESTIONS_PER_DIRECTORY,
      maxLength: QUESTIONS_PER_DIRECTORY,
    }),
  );
  const property = fc.asyncProperty(world, aims, async (anyWorld, anyAims) => {
    const documents = documentsOf(anyWorld);
    const questions = anyAims.map((each) =>
      questionOf(documents, asking.catalog, each),
    );
    const verdicts = await ask(asking, documents, questions);
    for (const [index, question] of questions.entries()) {
      const expected = model(documents, question, AT);
      const actual = verdicts[index] ?? "deny unanswered";
      if (actual === expected) agreed.push({ question, verdict: actual });
      else found ??= { documents, question, at: AT, expected, actual };
    }
    return found === undefined;
  });
  const { errorInstance } = await fc.check(property, {
    seed,
    numRuns: Math.ceil(decisions / QUESTIONS_PER_DIRECTORY),
    // fast-check would make everything smaller, the questions too; what matters is the directory for the one question.
    endOnFailure: true,
  });
  if (found !== undefined) {
    return { agreed, counterexample: await smallest(asking, model, found) };
  }
  if (errorInstance instanceof Error) throw errorInstance;
  return { agreed, counterexample: undefined };
}

/** The same question, answered in the same two ways, about the smallest directory where it is. */
async function smallest(
  asking: Asking,
  model: Model,
  counterexample: Counterexample,
): Promise<Counterexample> {
  const { question, at, expected, actual } = counterexample;
  const documents = await reduce(counterexample.documents, async (fewer) => {
    try {
      const [verdict] = await ask(asking, fewer, [question]);
      return verdict === actual && model(fewer, question, at) === expected;
    } catch {
      // Not a directory any more, or one that lacks what the question names.
      return false;
    }
  });
  return { ...counterexample, documents };
}
