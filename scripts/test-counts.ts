import { existsSync, readFileSync } from "node:fs";
import { packagePath } from "../src/util/package-root.ts";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The tests in the JUnit report `reports/<name>.xml`; none if it is missing. */
export function readCounts(name: string): Counts {
  const xml = readReport(name);
  const [root = ""] = /<testsuites[^>]*>/.exec(xml) ?? [];
  const attribute = (key: string): number =>
    Number(new RegExp(` ${key}="(\\d+)"`).exec(root)?.[1] ?? 0);
  const failed = attribute("failures") + attribute("errors");
  const skipped = xml.split("<skipped").length - 1;
  return { passed: attribute("tests") - failed - skipped, failed, skipped };
}

/** The names of the suites in a report, of which at least one test was not skipped. */
export function readSuites(name: string): ReadonlySet<string> {
  const suites = readReport(name).match(/<testsuite [^>]*>/g) ?? [];
  return new Set(
    suites.flatMap((suite) => {
      const attribute = (key: string): string =>
        new RegExp(` ${key}="([^"]*)"`).exec(suite)?.[1] ?? "";
      const ran = Number(attribute("tests")) - Number(attribute("skipped"));
      return ran > 0 ? [attribute("name")] : [];
    }),
  );
}

function readReport(name: string): string {
  const path = packagePath("reports", `${name}.xml`);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
