/**
 * `npm start` runs the server on the example organization, for this machine only, and shows questions to ask it.
 * With arguments, it is the command line: `npm start -- check …`.
 */
import { relative } from "node:path";
import { EXIT } from "../src/errors/exit-code.ts";
import { exitCodeOf } from "../src/cli/errors.ts";
import { run } from "../src/cli/program.ts";
import { runServe } from "../src/cli/commands/serve.ts";
import { packagePath } from "../src/util/package-root.ts";
import { quote } from "../src/util/quote.ts";
import { parsePort } from "../src/server/http/address.ts";

const args = process.argv.slice(2);
const write = (text: string): void => void process.stdout.write(text);
const writeError = (text: string): void => void process.stderr.write(text);

if (args.length > 0) {
  process.exitCode = await run(args, { out: write, err: writeError });
} else {
  await startOn(process.env["PORT"] ?? "");
}

async function startOn(given: string): Promise<void> {
  const port = given === "" ? 8181 : parsePort(given);
  if (port === undefined) {
    writeError(
      `rolebook: PORT is ${quote(given)}: give a number from 0 to 65535.\n`,
    );
    process.exitCode = EXIT.usage;
    return;
  }
  await start(port);
}

async function start(port: number): Promise<void> {
  const folder = packagePath("examples", "acme");
  const directory = relative(process.cwd(), folder) || ".";
  try {
    await runServe(
      {
        host: "127.0.0.1",
        port,
        directory,
        insecureNoAuth: true,
        logLevel: "warn",
      },
      {
        log: writeError,
        onListening: (url) => {
          write(welcome(url, directory));
        },
      },
    );
    write("Stopped.\n");
  } catch (error) {
    const exitCode = exitCodeOf(error);
    if (exitCode === EXIT.fault) throw error;
    const { message } = error as Error;
    writeError(
      `rolebook: ${message.replace("--port <number>", "PORT=8282 npm start")}\n`,
    );
    process.exitCode = exitCode;
  }
}

function welcome(url: string, directory: string): string {
  return `Rolebook answers on ${url}, for this machine only, from the directory ${directory}.

May Ana edit a flag that only its editors may change? She is one:

  ${curl(url, "ana@acme.example", "edit")}

Why may Pavel not?

  ${curl(url, "pavel@acme.example", "edit")}

On the command line: npm start -- check pavel@acme.example edit flag:new-checkout
Stop with Ctrl-C.
`;
}

function curl(url: string, user: string, action: string): string {
  const body = JSON.stringify({
    subject: { type: "user", id: user },
    action: { name: action },
    resource: { type: "flag", id: "new-checkout" },
  });
  return `curl -s ${url}/access/v1/evaluation -H 'Content-Type: application/json' -d '${body}'`;
}
