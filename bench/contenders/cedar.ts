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
 * Cedar's `statefulIsAuthorized`, with parsed policies, in a process of its own: its WebAssembly aborts Node.js 20 where it
 * shares one with other engines.
 *
 * A question about ten thousand flags passes between the processes as one short message each way, in well under a
 * hundredth of the time that Cedar takes to answer it; so what is measured is Cedar.
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
        // As for a check by Rolebook, only the roles in the flag's project: the less there is to pass on, the faster it is.
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
