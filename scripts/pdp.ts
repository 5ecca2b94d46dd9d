/** Runs a PDP in the foreground with `cerbos.yaml` as it is. Arguments go to `cerbos server`. */
import { spawnSync } from "node:child_process";
import { packagePath } from "../src/package-root.ts";
import { pdpBinary } from "../src/pdp/binary.ts";

const { status } = spawnSync(
  pdpBinary(),
  ["server", "--config=cerbos.yaml", ...process.argv.slice(2)],
  { cwd: packagePath(), stdio: "inherit" },
);
process.exitCode = status ?? 1;
