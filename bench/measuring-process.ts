/** Measures everything, and prints the results as JSON. `main.ts` compiles it, runs it, and writes the page. */
import { compare } from "./compare.ts";
import type { Measurements } from "./measurements.ts";
import { measureDirectories } from "./load-directory.ts";

const measurements: Measurements = {
  directories: await measureDirectories(),
  comparison: await compare(),
};
console.log(JSON.stringify(measurements));
