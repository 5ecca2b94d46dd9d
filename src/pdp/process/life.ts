import type { GRPC } from "@cerbos/grpc";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileErrors } from "./compile-errors.ts";
import { PdpUnavailableError } from "../errors.ts";
import { launch, type PdpProcess } from "./launch.ts";
import { makePrivate } from "./private-folder.ts";
import type { Reaper } from "./reaper.ts";
import { untilServing } from "./serving.ts";

/** What each process of an embedded PDP is started with. */
export interface Setup {
  readonly reaper: Reaper;
  readonly binary: string;
  /** Where its configuration and its sockets are. */
  readonly folder: string;
  /** The text of its configuration. */
  readonly configuration: string;
  readonly address: string;
  readonly policies: string;
  /** Milliseconds until it must serve. */
  readonly deadline: number;
  /** Ends it. */
  readonly closing: AbortSignal;
}

/** A process that serves, and a client of this process and no other. */
export interface Life {
  readonly process: PdpProcess;
  readonly client: GRPC;
}

/**
 * Starts a process and waits until it serves, which by itself does not keep this process alive.
 *
 * @throws {PdpUnavailableError} where it does not; says why, and the process is gone
 */
export async function begin(setup: Setup): Promise<Life> {
  const { address, policies, deadline, closing } = setup;
  const process = start(setup);
  try {
    return { process, client: await untilServing(process, address, deadline) };
  } catch (cause) {
    process.kill();
    await process.ended;
    const problems = await compileErrors(setup.binary, policies, closing);
    throw new PdpUnavailableError(
      `The PDP did not start with the policies in ${policies}: ${problems || process.log() || messageOf(cause)}`,
      { cause },
    );
  }
}

function start({ folder, configuration, ...setup }: Setup): PdpProcess {
  try {
    setup.closing.throwIfAborted();
    // Each time, since what cleans up temporary files may have been there.
    makePrivate(folder);
    const file = join(folder, "cerbos.yaml");
    writeFileSync(file, configuration);
    return launch(setup.reaper, setup.binary, file, setup.closing);
  } catch (cause) {
    throw new PdpUnavailableError(
      `The PDP could not be started: ${messageOf(cause)}`,
      { cause },
    );
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
