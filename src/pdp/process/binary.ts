import { createRequire } from "node:module";
import { packageManifest } from "../../util/package-root.ts";
import { PdpUnavailableError } from "../errors.ts";

const PREFIX = "@cerbos/cerbos-";

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
  const name = `${PREFIX}${platform}`;
  const { optionalDependencies } = packageManifest();
  const version = optionalDependencies[name];
  if (version === undefined) {
    const platforms = Object.keys(optionalDependencies)
      .filter((each) => each.startsWith(PREFIX))
      .map((each) => each.slice(PREFIX.length));
    throw new PdpUnavailableError(
      `There is no PDP binary for ${platform}, only for ${platforms.join(", ")}. ` +
        "Run a PDP elsewhere and name it with --pdp host:port or ROLEBOOK_PDP.",
    );
  }
  try {
    return resolve(name);
  } catch (cause) {
    throw new PdpUnavailableError(
      `The PDP binary is missing: the package ${name} is not installed. ` +
        `Run \`npm install ${name}@${version}\`, or \`npm install\` without --omit=optional.`,
      { cause },
    );
  }
}
