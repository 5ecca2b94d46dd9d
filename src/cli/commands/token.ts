import type { Instant } from "../../model/instant.ts";
import { quote } from "../../util/quote.ts";
import { newToken } from "../../server/auth/tokens/token.ts";
import { isTokenName, tokenLine } from "../../server/auth/tokens/token-file.ts";
import { EXIT, UsageError } from "../errors.ts";
import type { Outcome } from "../output.ts";

/** `rolebook token`: a new token, which is kept nowhere, and the line that lets it in. */
export function tokenCommand(
  name: string,
  { expires }: { readonly expires?: Instant | undefined },
): Outcome {
  if (!isTokenName(name)) {
    throw new UsageError(
      `${quote(name)} cannot be the name of a token. It takes up to 64 letters, digits and the characters . _ @ -.`,
    );
  }
  if (expires !== undefined && expires <= Date.now()) {
    throw new UsageError(`${new Date(expires).toISOString()} is over already.`);
  }
  const token = newToken();
  const line = tokenLine(name, token, expires);
  return {
    exitCode: EXIT.ok,
    text: [
      `The token of ${name}. It is shown this once, and kept nowhere:`,
      "",
      `  ${token}`,
      "",
      "Its line for the tokens file, from which nobody can tell the token:",
      "",
      `  ${line}`,
    ].join("\n"),
    json: { name, token, line, expires },
  };
}
