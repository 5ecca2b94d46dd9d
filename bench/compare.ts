import { createAuthorizer } from "../src/authorizer/create.ts";
import { startPdp } from "../src/pdp/start.ts";
import { type Agreed, agree } from "./agree.ts";
import { startContenders } from "./contenders/all.ts";
import { measure, type ResultsOf } from "./contest.ts";
import {
  atOnce,
  type AtOnce,
  list,
  type List,
  oneAtATime,
  type OneAtATime,
} from "./contests.ts";
import { buildDataSet, type DataSet } from "./data-set/data-set.ts";

/** What was asked about, in numbers. */
export interface DataSetSummary {
  readonly flags: number;
  /** Of the flags, those that are restricted to their editors. */
  readonly restricted: number;
  /** Who asks, such as `a manager`. */
  readonly people: readonly string[];
  readonly questions: number;
  /** Of the questions, those that are answered with yes. */
  readonly allowed: number;
}

/** What the contenders took, on questions that all of them answer alike. */
export interface Comparison {
  readonly dataSet: DataSetSummary;
  readonly oneAtATime: ResultsOf<OneAtATime>;
  readonly atOnce: ResultsOf<AtOnce>;
  readonly list: ResultsOf<List>;
}

const FLAGS = 10_000;

/** @throws {DisagreementError} where a contender answers a question otherwise; nothing is measured then */
export async function compare(): Promise<Comparison> {
  const dataSet = buildDataSet(FLAGS);
  const pdp = await startPdp();
  const { directory } = dataSet;
  const authorizer = await createAuthorizer({ directory, pdp });
  const entered = await startContenders(dataSet, authorizer);
  const { contenders } = entered;
  try {
    const agreed = await agree(dataSet, Object.values(contenders));
    return {
      dataSet: summarize(dataSet, agreed),
      oneAtATime: await measure(oneAtATime(dataSet, contenders), agreed),
      atOnce: await measure(atOnce(dataSet, contenders), agreed),
      list: await measure(list(dataSet, contenders), agreed),
    };
  } finally {
    entered.close();
    await pdp.close();
  }
}

function summarize(
  { flags, people }: DataSet,
  { questions, allowed }: Agreed,
): DataSetSummary {
  return {
    flags: flags.length,
    restricted: flags.filter(({ attr }) => attr.access === "editors").length,
    people: people.map(({ what }) => what),
    questions,
    allowed,
  };
}
