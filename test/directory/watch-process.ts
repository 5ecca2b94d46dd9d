/** A process that watches a directory, with a callback that throws, until its input ends; then it closes nothing. */
import { loadDirectory } from "../../src/directory/load.ts";
import { generationOf } from "./watch-files.ts";

process.on("uncaughtException", (error) => {
  console.log(`uncaught: ${error.message}`);
});
const directory = await loadDirectory(process.argv[2] ?? "");
const watched = directory.watch({
  interval: 10,
  settle: 20,
  onReload: () => {
    throw new Error(`thrown at ${generationOf(watched.current)}`);
  },
});
console.log("watching");
process.stdin.resume();
