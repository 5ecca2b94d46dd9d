import type { GRPC } from "@cerbos/grpc";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../util/message.ts";
import { compileErrors } from "./compile.ts";
import { PdpUnavailableError } from "../errors.ts";
import { startProcess, type PdpProcess } from "./pdp-process.ts";
import { makePrivate } from "./private-folder.ts";
import type { Reaper } from "./reaper.ts";
import { untilServing } from "./health.ts";

/** The settings with which each process of an embedded PDP is started. */
export interface Setup {
  readonly reaper: Reaper;
  readonly binary: string;
  /** The folder of its configuration and its sockets. */
  readonly folder: string;
  /** The text of its configuration. */
  readonly configuration: string;
  readonly address: string;
  readonly policies: string;
  /** Milliseconds within which it must serve. */
  readonly deadline: number;
  /** Ends the process when it aborts. */
  readonly closing: AbortSignal;
}

/** A process that serves, with its client. */
export interface ServingProcess {
  readonly process: PdpProcess;
  readonly client: GRPC;
}

/**
 * Starts a process and waits until it serves. The wait does not keep this process alive.
 *
 * @throws {PdpUnavailableError} if it does not serve. The message says why, and the process has ended
 */
export async function startServing(setup: Setup): Promise<ServingProcess> {
  const { address, policies, deadline, closing } = setup;
  const process = start(setup);
  try {
    return { process, client: await untilServing(process, address, deadline) };
  } catch (cause) {
    process.kill();
    await process.ended;
    const problems = await explanationOf(policies, closing);
    throw new PdpUnavailableError(
      `The PDP did not start with the policies in ${policies}: ${problems || process.log() || messageOf(cause)}`,
      { cause },
    );
  }
}

function start({ folder, configuration, ...setup }: Setup): PdpProcess {
  try {
    setup.closing.throwIfAborted();
    // It is made at each start, because a program that cleans up temporary files may have removed it.
    makePrivate(folder);
    const file = join(folder, "cerbos.yaml");
    writeFileSync(file, configuration);
    return startProcess(setup.reaper, setup.binary, file, setup.closing);
  } catch (cause) {
    throw new PdpUnavailableError(
      `The PDP could not be started: ${messageOf(cause)}`,
      { cause },
    );
  }
}

/**
 * The errors of the compiler, which are easier to read than the PDP's log. Empty if the policies compile, or if the
 * compiler does not run.
 */
async function explanationOf(
  policies: string,
  closing: AbortSignal,
): Promise<string> {
  try {
    const options = { deadline: 10_000, inBackground: true, signal: closing };
    const errors = await compileErrors(policies, options);
    return errors === "" ? "" : `\n${errors}`;
  } catch {
    return "";
  }
}
