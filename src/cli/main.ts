#!/usr/bin/env node
import { EXIT } from "../errors/exit-code.ts";
import { run } from "./program.ts";

// If a pipe closes early, as in `rolebook who-can … | head`, the process ends without an error.
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
    "rolebook: This is a fault in Rolebook. Please report it:",
    error,
  );
  process.exitCode = EXIT.fault;
}
