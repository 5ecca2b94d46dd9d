import type { Authorizer } from "../../src/authorizer/authorizer.ts";
import type { DataSet } from "../data-set/data-set.ts";
import { casbinContender } from "./casbin.ts";
import { caslContenders } from "./casl.ts";
import { startCedar } from "./cedar.ts";
import { cerbosContenders } from "./cerbos.ts";
import type { Contender } from "./contender.ts";
import { type RolebookContenders, rolebookContenders } from "./rolebook.ts";

export type Contenders = Readonly<
  Record<
    | keyof RolebookContenders
    | "cerbosEach"
    | "cerbosAll"
    | "caslCan"
    | "caslBuild"
    | "casbin"
    | "cedar",
    Contender
  >
>;

/** All contenders, on the authorizer's PDP. `close` ends the processes that were started for them. */
export async function startContenders(
  dataSet: DataSet,
  authorizer: Authorizer,
): Promise<{ readonly contenders: Contenders; close(): void }> {
  const cerbos = cerbosContenders(dataSet, authorizer.pdp.address);
  const casl = caslContenders(dataSet);
  const casbin = await casbinContender(dataSet);
  const cedar = startCedar(dataSet);
  return {
    contenders: {
      cerbosEach: cerbos.each,
      cerbosAll: cerbos.all,
      ...rolebookContenders(authorizer),
      caslCan: casl.can,
      caslBuild: casl.buildAndCan,
      casbin,
      cedar,
    },
    close() {
      cerbos.close();
      cedar.close();
    },
  };
}
