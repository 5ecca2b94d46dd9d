import { createAuthorizer } from "../src/authorizer/create.ts";
import { startPdp } from "../src/pdp/process/start.ts";
import { type Agreed, agree } from "./agree.ts";
import { type Contenders, startContenders } from "./contenders/all.ts";
import { measure, pool, type ResultsOf, type SamplesOf } from "./contest.ts";
import {
  anyAtOnce,
  type AtOnce,
  list,
  type List,
  oneAtATime,
  type OneAtATime,
  pageAtOnce,
} from "./contests.ts";
import { buildDataSet, type DataSet } from "./data-set/data-set.ts";

/** The size of the data set. */
export interface DataSetSummary {
  readonly flags: number;
  /** Projects in each organization. */
  readonly projects: number;
  /** The number of flags that are restricted to their editors. */
  readonly restricted: number;
  /** The people who ask, such as `a manager`. */
  readonly people: readonly string[];
  readonly questions: number;
  /** The number of questions that are answered with yes. */
  readonly allowed: number;
}

/** The times of the contenders, for questions that all of them answer alike. */
export interface Comparison {
  readonly dataSet: DataSetSummary;
  readonly sittings: number;
  readonly oneAtATime: ResultsOf<OneAtATime>;
  readonly pageAtOnce: ResultsOf<AtOnce>;
  readonly anyAtOnce: ResultsOf<AtOnce>;
  readonly list: ResultsOf<List>;
}

const FLAGS = 10_000;

/** Each sitting has a new PDP, because some processes are faster than others for their whole life. */
const SITTINGS = 5;

/** @throws {DisagreementError} if contenders answer a question differently. Then nothing is measured */
export async function compare(): Promise<Comparison> {
  const dataSet = buildDataSet(FLAGS);
  const agreed = await withContenders(dataSet, (contenders) =>
    agree(dataSet, Object.values(contenders)),
  );
  const sittings: Sitting[] = [];
  while (sittings.length < SITTINGS) {
    const sitting = await withContenders(
      dataSet,
      async (contenders): Promise<Sitting> => ({
        oneAtATime: await measure(oneAtATime(dataSet, contenders), agreed),
        pageAtOnce: await measure(pageAtOnce(dataSet, contenders), agreed),
        anyAtOnce: await measure(anyAtOnce(dataSet, contenders), agreed),
        list: await measure(list(dataSet, contenders), agreed),
      }),
    );
    sittings.push(sitting);
  }
  return {
    dataSet: summarize(dataSet, agreed),
    sittings: SITTINGS,
    oneAtATime: pool(sittings.map((each) => each.oneAtATime)),
    pageAtOnce: pool(sittings.map((each) => each.pageAtOnce)),
    anyAtOnce: pool(sittings.map((each) => each.anyAtOnce)),
    list: pool(sittings.map((each) => each.list)),
  };
}

interface Sitting {
  readonly oneAtATime: SamplesOf<OneAtATime>;
  readonly pageAtOnce: SamplesOf<AtOnce>;
  readonly anyAtOnce: SamplesOf<AtOnce>;
  readonly list: SamplesOf<List>;
}

async function withContenders<T>(
  dataSet: DataSet,
  work: (contenders: Contenders) => Promise<T>,
): Promise<T> {
  const pdp = await startPdp();
  const { directory } = dataSet;
  const authorizer = await createAuthorizer({ directory, pdp });
  const entered = await startContenders(dataSet, authorizer);
  try {
    return await work(entered.contenders);
  } finally {
    entered.close();
    await pdp.close();
  }
}

function summarize(
  { flags, projects, people }: DataSet,
  { questions, allowed }: Agreed,
): DataSetSummary {
  return {
    flags: flags.length,
    projects: projects.length,
    restricted: flags.filter(({ attr }) => attr.access === "editors").length,
    people: people.map(({ what }) => what),
    questions,
    allowed,
  };
}
