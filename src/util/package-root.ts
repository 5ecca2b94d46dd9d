import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);

/**
 * The path of a file that ships with the package, such as `packagePath("schemas", "user.json")`.
 *
 * It works in `src/` and in `dist/`, because this file lies two levels below the package's root in both.
 */
export function packagePath(...segments: string[]): string {
  return fileURLToPath(new URL(segments.join("/"), ROOT));
}

/** The parts of the package's `package.json` that are used. */
export function packageManifest(): {
  readonly version: string;
  readonly optionalDependencies: Readonly<Record<string, string>>;
} {
  const text = readFileSync(packagePath("package.json"), "utf8");
  return JSON.parse(text) as ReturnType<typeof packageManifest>;
}
