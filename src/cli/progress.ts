/** Milliseconds between two signs of progress; a command that is done sooner shows none. */
const INTERVAL = 250;

const CLEAR_LINE = "\r\u001B[K";

/** Says on a terminal how far a long command has come, on one line that it takes away in the end. Elsewhere it says nothing. */
export class Progress {
  readonly #total: number;
  #done = 0;
  #lastShown = Date.now();
  #isShown = false;

  constructor(total: number) {
    this.#total = total;
  }

  advance(): void {
    this.#done += 1;
    if (!process.stderr.isTTY || Date.now() - this.#lastShown < INTERVAL)
      return;
    this.#lastShown = Date.now();
    this.#isShown = true;
    const [done, total] = [this.#done, this.#total].map((each) =>
      each.toLocaleString("en"),
    );
    process.stderr.write(
      `${CLEAR_LINE}Asked about ${done ?? ""} of ${total ?? ""} …`,
    );
  }

  end(): void {
    if (this.#isShown) process.stderr.write(CLEAR_LINE);
  }
}
