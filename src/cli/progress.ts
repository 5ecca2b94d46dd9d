/** Milliseconds between two signs of progress. A command that ends sooner shows none. */
const INTERVAL = 250;

const CLEAR_LINE = "\r\u001B[K";

/**
 * Shows the progress of a long command on one line of a terminal, and removes the line in the end. Elsewhere, it shows
 * nothing.
 */
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
