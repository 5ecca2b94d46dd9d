import { readFile } from "node:fs/promises";
import { dump, load } from "js-yaml";

interface Overrides {
  readonly grpc: string;
  readonly http: string;
  /** The policy folder. */
  readonly policies: string;
}

/**
 * The text of a PDP's configuration file with addresses and policy folder replaced.
 *
 * The PDP's own option `--set` does not serve: it splits a path at a comma, and reads the rest as settings.
 */
export async function configurationWith(
  file: string,
  { grpc, http, policies }: Overrides,
): Promise<string> {
  const { server, storage, ...rest } = load(
    await readFile(file, "utf8"),
  ) as Readonly<Partial<Record<string, Record<string, object>>>>;
  return dump({
    ...rest,
    server: { ...server, grpcListenAddr: grpc, httpListenAddr: http },
    storage: {
      driver: "disk",
      disk: { ...storage?.["disk"], directory: policies },
    },
  });
}
