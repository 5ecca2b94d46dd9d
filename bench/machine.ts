import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { packageManifest, packagePath } from "../src/util/package-root.ts";

/** The machine and the versions that the measurements were made with. */
export interface Machine {
  readonly date: Date;
  readonly processor: string;
  readonly cores: number;
  readonly gibibytes: number;
  readonly system: string;
  readonly node: string;
  /** The average number of processes that were ready to run in the minute before the measurements. */
  readonly load: number;
  /** The versions of Rolebook and of the packages that it is compared with. */
  readonly versions: readonly (readonly [name: string, version: string])[];
}

const PACKAGES = [
  `@cerbos/cerbos-${process.platform}-${process.arch}`,
  "@cerbos/grpc",
  "@casl/ability",
  "casbin",
  "@cedar-policy/cedar-wasm",
];

export function thisMachine(): Machine {
  const processors = cpus();
  return {
    date: new Date(),
    processor: processors[0]?.model ?? "unknown processor",
    cores: processors.length,
    gibibytes: totalmem() / 2 ** 30,
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
    load: loadavg()[0] ?? 0,
    versions: [
      ["rolebook", packageManifest().version],
      ...PACKAGES.map((name) => [name, versionOf(name)] as const),
    ],
  };
}

function versionOf(name: string): string {
  const file = packagePath("node_modules", name, "package.json");
  const { version } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly version: string;
  };
  return version;
}
