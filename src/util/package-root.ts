import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);

/**
 * The path of a file that ships with the package, such as `packagePath("schemas", "user.json")`.
 *
 * Holds for `src/` and for `dist/`: both lie one level below the package's root, and this file one level further down.
 */
export function packagePath(...segments: string[]): string {
  return fileURLToPath(new URL(segments.join("/"), ROOT));
}

/** The version in the package's `package.json`. */
export function packageVersion(): string {
  const manifest = JSON.parse(
    readFileSync(packagePath("package.json"), "utf8"),
  ) as { readonly version: string };
  return manifest.version;
}
