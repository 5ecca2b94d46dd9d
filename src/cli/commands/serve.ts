import { Command, Option } from "commander";
import { LOG_LEVELS } from "../../server/log-options.ts";
import type { ServerListener } from "../../server/run.ts";
import { examples } from "../examples.ts";
import { directoryOption, pdpOption, policiesOption } from "../options.ts";
import type { ServeOptions } from "../serve-settings.ts";

/** `rolebook serve`: answers over HTTP. It reports no outcome, but writes a log line by line to `log`. */
export function serveCommand(log: (line: string) => void): Command {
  return new Command("serve")
    .description(
      "Answer over HTTP: AuthZEN's Authorization API 1.0, health, metrics. Until SIGTERM or SIGINT.",
    )
    .option("--host <name>", "the address to listen on", "127.0.0.1")
    .option("--port <number>", "the port, or 0 for any free one", "8181")
    .addOption(directoryOption())
    .addOption(policiesOption())
    .option("--tokens <file>", "who may ask: a line for each bearer token")
    .option(
      "--insecure-no-auth",
      "every program on this machine may ask; on a loopback address only",
    )
    .option("--tls-cert <file>", "the certificate with its chain, PEM")
    .option("--tls-key <file>", "its key, PEM")
    .option(
      "--url <base>",
      "the base URL that clients use, such as https://rolebook.example.com (default: the address it listens on)",
    )
    .addOption(
      new Option("--log-level <level>").choices(LOG_LEVELS).default("info"),
    )
    .addOption(pdpOption())
    .addHelpText(
      "after",
      examples(
        "serve --directory examples/acme --insecure-no-auth",
        "serve --directory /etc/rolebook/directory --tokens /etc/rolebook/tokens",
      ),
    )
    .action((options: ServeOptions) => runServe(options, { log }));
}

/**
 * Answers until a SIGTERM or a SIGINT.
 *
 * @throws {StartError} if the server cannot start as asked; it has all problems
 * @throws the errors of `runServer`
 */
export async function runServe(
  options: ServeOptions,
  listener: ServerListener,
): Promise<void> {
  // Loaded only here, because the modules of the server take longer to load than the other commands take to run.
  const [{ readServeSettings }, { runServer }] = await Promise.all([
    import("../serve-settings.ts"),
    import("../../server/run.ts"),
  ]);
  await runServer(await readServeSettings(options), listener);
}
