/** Runs a PDP in the foreground with `cerbos.yaml` as it is. Arguments go to `cerbos server`. */
import { spawnSync } from "node:child_process";
import { packagePath } from "../src/util/package-root.ts";
import { pdpBinary } from "../src/pdp/process/binary.ts";

const { status } = spawnSync(
  pdpBinary(),
  ["server", "--config=cerbos.yaml", ...process.argv.slice(2)],
  { cwd: packagePath(), stdio: "inherit" },
);
process.exitCode = status ?? 1;
