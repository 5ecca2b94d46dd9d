import { existsSync, readFileSync } from "node:fs";
import { packagePath } from "../src/util/package-root.ts";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The tests in the JUnit report `reports/<name>.xml`; one that is skipped, or a report that is missing, has not passed. */
export function readCounts(name: string): Counts {
  const path = packagePath("reports", `${name}.xml`);
  const xml = existsSync(path) ? readFileSync(path, "utf8") : "";
  const [root = ""] = /<testsuites[^>]*>/.exec(xml) ?? [];
  const attribute = (key: string): number =>
    Number(new RegExp(` ${key}="(\\d+)"`).exec(root)?.[1] ?? 0);
  const failed = attribute("failures") + attribute("errors");
  const skipped = xml.split("<skipped").length - 1;
  return { passed: attribute("tests") - failed - skipped, failed };
}
