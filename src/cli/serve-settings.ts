import { fromEnvironment, VARIABLES } from "../authorizer/environment.ts";
import { connectPdp } from "../pdp/connect.ts";
import { parsePort } from "../server/http/address.ts";
import {
  type ExposureOptions,
  judgeExposure,
} from "../server/http/exposure.ts";
import type { LogLevel } from "../server/log-options.ts";
import type { ServerSettings } from "../server/run.ts";
import { StartError } from "../server/start-error.ts";
import { quote } from "../util/quote.ts";
import { directoryPath, policiesPath } from "./context.ts";
import { UsageError } from "./errors.ts";

export interface ServeOptions extends ExposureOptions {
  /** A number from 0 to 65535, or text that holds one; 0 for any free port. */
  readonly port: number | string;
  readonly directory?: string | undefined;
  readonly pdp?: string | undefined;
  readonly policies?: string | undefined;
  readonly logLevel: LogLevel;
}

/**
 * The settings of a server, from the options of `rolebook serve` and the environment.
 *
 * @throws {StartError} if any setting is wrong; it has all problems
 */
export async function readServeSettings(
  options: ServeOptions,
): Promise<ServerSettings> {
  const problems: string[] = [];
  /** @param source the option or the variable that sets it, if one does */
  const attempt = <T>(
    source: string | undefined,
    read: () => T,
  ): T | undefined => {
    try {
      return read();
    } catch (error) {
      const isUsage = error instanceof UsageError || error instanceof TypeError;
      if (!isUsage) throw error;
      const at = source === undefined ? "" : `${source}: `;
      problems.push(at + error.message);
      return undefined;
    }
  };
  const port = parsePort(String(options.port));
  if (port === undefined) {
    problems.push(
      `--port: ${quote(String(options.port))} is not a port. Give a number from 0 to 65535.`,
    );
  }
  const judged = await judgeExposure(options);
  if ("problems" in judged) problems.push(...judged.problems);
  const directory = attempt(sourceOf("directory", options.directory), () =>
    directoryPath(options.directory),
  );
  const { policies } = options;
  if (policies !== undefined) {
    attempt("--policies", () => policiesPath(policies));
  }
  const named = options.pdp ?? fromEnvironment("pdp");
  const pdp = named === "" ? undefined : named;
  if (pdp !== undefined) {
    const source = sourceOf("pdp", options.pdp);
    // This only checks the address. A PDP is connected to with the first call.
    attempt(source, () => void connectPdp(pdp).close());
  }
  if (
    port === undefined ||
    directory === undefined ||
    "problems" in judged ||
    problems.length > 0
  ) {
    throw new StartError(problems);
  }
  return {
    ...judged.exposure,
    port,
    directory,
    pdp,
    policies,
    tokens: options.tokens,
    logLevel: options.logLevel,
  };
}

/** The source of a setting: the option, else the variable; undefined if neither is set. */
function sourceOf(
  setting: keyof typeof VARIABLES,
  given: string | undefined,
): string | undefined {
  if (given !== undefined) return `--${setting}`;
  return fromEnvironment(setting) && VARIABLES[setting];
}
