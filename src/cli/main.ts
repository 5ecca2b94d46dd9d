#!/usr/bin/env node
import { EXIT } from "../errors/exit-code.ts";
import { run } from "./program.ts";

// `rolebook who-can … | head` ends quietly.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

try {
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
} catch (error) {
  console.error(
    "rolebook: this is a fault in Rolebook, please report it:",
    error,
  );
  process.exitCode = EXIT.fault;
}
