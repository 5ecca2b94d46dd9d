import { Command } from "commander";
import type { Instant } from "../../model/instant.ts";
import { quote } from "../../util/quote.ts";
import { newToken } from "../../server/auth/tokens/token.ts";
import { isTokenName, tokenLine } from "../../server/auth/tokens/token-file.ts";
import { EXIT } from "../../errors/exit-code.ts";
import { UsageError } from "../errors.ts";
import { examples } from "../examples.ts";
import { instantOption, jsonOption } from "../options.ts";
import type { Outcome, Report } from "../output.ts";

interface TokenOptions {
  readonly expires?: Instant | undefined;
}

/** `rolebook token`: a new token, which is not stored, and its line for the tokens file. */
export function tokenCommand(report: Report): Command {
  return new Command("token")
    .description(
      "Make a bearer token for `serve`, and its line for the tokens file.",
    )
    .argument("<name>", "the name of the client, such as checkout-service")
    .addOption(
      instantOption("--expires <time>", "when it expires (default: never)"),
    )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples(
        "token checkout-service",
        "token checkout-service --expires 2099-01-31",
      ),
    )
    .action((name: string, options: TokenOptions) => {
      report(tokenFor(name, options));
    });
}

function tokenFor(name: string, { expires }: TokenOptions): Outcome {
  if (!isTokenName(name)) {
    throw new UsageError(
      `${quote(name)} cannot be the name of a token. It takes up to 64 letters, digits and the characters . _ @ -.`,
    );
  }
  if (expires !== undefined && expires <= Date.now()) {
    throw new UsageError(`${new Date(expires).toISOString()} is in the past.`);
  }
  const token = newToken();
  const line = tokenLine(name, token, expires);
  return {
    exitCode: EXIT.ok,
    text: [
      `The token of ${name}. It is shown only once, and not stored:`,
      "",
      `  ${token}`,
      "",
      "Its line for the tokens file, which does not reveal the token:",
      "",
      `  ${line}`,
    ].join("\n"),
    json: { name, token, line, expires },
  };
}
