import type { FastifyBaseLogger } from "fastify";
import { loadDirectory } from "../directory/load.ts";
import type { WatchedDirectory } from "../directory/watch/watched-directory.ts";
import type { RestartEvent } from "../pdp/process/supervise.ts";
import type { Metrics } from "./metrics.ts";
import {
  watchTokenFile,
  type WatchedTokens,
} from "./auth/tokens/watched-tokens.ts";

/** Where a server says what happens to its parts. */
export interface Reports {
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
}

/** Tells the metrics and the log of each restart of a PDP. */
export function reportRestarts({
  metrics,
  log,
}: Reports): (event: RestartEvent) => void {
  return ({ restarts, reason, downFor }) => {
    metrics.pdpRestarted();
    log.warn({ restarts, reason, downFor }, "the PDP was started again");
  };
}

/** The directory in a folder, followed as its files change. */
export async function openDirectory(
  folder: string,
  { metrics, log }: Reports,
): Promise<WatchedDirectory> {
  const directory = await loadDirectory(folder);
  return directory.watch({
    onReload({ organizations }) {
      metrics.directoryReloaded("ok");
      const ids = organizations.map(({ organization }) => organization.id);
      log.info({ organizations: ids }, "the directory was reloaded");
    },
    onError({ message }) {
      metrics.directoryReloaded("failed");
      log.error(
        { problems: message },
        "the directory's files have problems; what they said before stays in force",
      );
    },
  });
}

/** The tokens in a file, followed as it changes. */
export async function openTokens(
  file: string,
  { metrics, log }: Reports,
): Promise<WatchedTokens> {
  return watchTokenFile(file, {
    onReload(tokens) {
      metrics.tokensReloaded("ok");
      log.info({ tokens }, "the tokens were reloaded");
    },
    onError({ message }) {
      metrics.tokensReloaded("failed");
      log.error(
        { problems: message },
        "the tokens file has problems; the tokens that it held before stay in force",
      );
    },
  });
}
