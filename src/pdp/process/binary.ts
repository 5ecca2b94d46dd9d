import { createRequire } from "node:module";
import { PdpUnavailableError } from "../errors.ts";

const VERSION = "0.55.0";
const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];

/**
 * The path of the PDP's executable, from the package of this platform.
 *
 * @throws {PdpUnavailableError} if there is none for the platform, or its package is not installed. The message says
 *   what to do
 */
export function pdpBinary(
  platform = `${process.platform}-${process.arch}`,
  resolve: (id: string) => string = createRequire(import.meta.url).resolve,
): string {
  if (!PLATFORMS.includes(platform)) {
    throw new PdpUnavailableError(
      `There is no PDP binary for ${platform}, only for ${PLATFORMS.join(", ")}. ` +
        "Run a PDP elsewhere and name it with --pdp host:port or ROLEBOOK_PDP.",
    );
  }
  const name = `@cerbos/cerbos-${platform}`;
  try {
    return resolve(name);
  } catch (cause) {
    throw new PdpUnavailableError(
      `The PDP binary is missing: the package ${name} is not installed. ` +
        `Run \`npm install ${name}@${VERSION}\`, or \`npm install\` without --omit=optional.`,
      { cause },
    );
  }
}
