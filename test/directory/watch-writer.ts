/**
 * A process that puts one generation after the other in place. Now and then it says at which it is, and rests until there
 * is a line of input.
 */
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { mountGeneration, releaseGeneration } from "./watch-files.ts";

const MEANS = { mount: mountGeneration, release: releaseGeneration };

const [path = "", means = "", files = "", bursts = ""] = process.argv.slice(2);
const put = MEANS[means as keyof typeof MEANS];
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
let generation = 1;
for (let burst = 0; burst < Number(bursts); burst++) {
  // Some rests are shorter than what a watch waits for; others end while it is reading.
  for (const rest of [0, 5, 10, 20, 40, 45, 50, 55, 60, 65, 70, 80]) {
    await setTimeout(rest);
    generation++;
    put(path, generation, Number(files));
  }
  console.log(generation);
  await input.next();
}
process.stdin.destroy();
