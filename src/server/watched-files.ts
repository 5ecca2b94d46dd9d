import { loadDirectory } from "../directory/load.ts";
import type { WatchedDirectory } from "../directory/watch/watched-directory.ts";
import type { Reports } from "./reports.ts";
import {
  watchTokenFile,
  type WatchedTokens,
} from "./auth/tokens/watched-tokens.ts";

/** The directory in a folder. It follows changes of the files. */
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
        "the directory's files have problems; the last valid directory stays in force",
      );
    },
  });
}

/** The tokens in a file. They follow changes of the file. */
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
        "the tokens file has problems; its last valid tokens stay in force",
      );
    },
  });
}
