import { dirname } from "node:path";
import type { CallOptions, Pdp, PlanRequest } from "../../src/pdp/pdp.ts";
import {
  type EmbeddedPdp,
  startPdp,
  type StartOptions,
} from "../../src/pdp/process/start.ts";
import type { RestartEvent } from "../../src/pdp/process/supervise.ts";
import { editFlag, MEMBER } from "../support/questions.ts";

/** Longer than any restart takes. */
export const PATIENT: CallOptions = { deadline: 20_000 };

/** Has a PDP of its own for as long as it is used, and each of its restarts. */
export async function withPdp(
  use: (pdp: EmbeddedPdp, restarts: readonly RestartEvent[]) => Promise<void>,
  options: StartOptions = {},
): Promise<void> {
  const restarts: RestartEvent[] = [];
  const pdp = await startPdp({
    ...options,
    onRestart: (event) => restarts.push(event),
  });
  try {
    await use(pdp, restarts);
  } finally {
    await pdp.close();
  }
}

export function kill(
  { pid }: EmbeddedPdp,
  signal: NodeJS.Signals = "SIGKILL",
): void {
  process.kill(pid, signal);
}

/** Whether the member may edit the flag: yes if it is open, no if it is restricted. */
export async function mayEdit(
  pdp: Pdp,
  access: "everyone" | "editors",
  options?: CallOptions,
): Promise<boolean | undefined> {
  const [answer] = await pdp.check(editFlag({ access }), options);
  return answer?.rulings[0]?.allowed;
}

export const EDITABLE_FLAGS: PlanRequest = {
  principal: MEMBER,
  action: "edit",
  kind: "flag",
  attr: { organization: "acme", project: "web" },
};

/** Where its sockets and its configuration are. */
export function folderOf({ address }: Pdp): string {
  return dirname(address.replace("unix:", ""));
}
