import { fork } from "node:child_process";
import { once } from "node:events";
import type { DataSet } from "../data-set/data-set.ts";
import type { CedarRequest, CedarResponse } from "./cedar-process.ts";
import { scriptBeside } from "../script.ts";
import type { Contender } from "./contender.ts";

export interface CedarContender extends Contender {
  /** Ends its process. */
  close(): void;
}

/**
 * Cedar's `statefulIsAuthorized` with parsed policies. It has a process of its own, because its WebAssembly aborts
 * Node.js 20 in a process with other engines.
 *
 * A question about ten thousand flags takes one short message each way between the processes. These take well under a
 * hundredth of the time that Cedar takes to answer, so the result is the time of Cedar.
 */
export function startCedar(dataSet: DataSet): CedarContender {
  const { path, execArgv } = scriptBeside(import.meta.url, "cedar-process");
  const child = fork(path, { execArgv });
  const ended = once(child, "exit");
  let prepared = 0;
  const exchange = async (request: CedarRequest): Promise<CedarResponse> => {
    const response = once(child, "message");
    child.send(request);
    const [first] = (await Promise.race([response, ended])) as [unknown];
    if (typeof first === "object" && first !== null) {
      return first;
    }
    throw new Error("The process of Cedar has ended.");
  };
  return {
    name: "cedar-wasm `statefulIsAuthorized`",
    async prepare(person, flags) {
      const number = prepared++;
      const questions = flags.map((flag) => ({
        // As in a check by Rolebook, only the roles in the flag's project. It is faster if there is less to pass on.
        principal: dataSet.principal(person, flag.attr.project),
        flag,
      }));
      await exchange({ number, questions });
      return async () => {
        const { answers = "" } = await exchange({ number });
        return Array.from(answers, (digit) => digit === "1");
      };
    },
    close() {
      child.disconnect();
    },
  };
}
