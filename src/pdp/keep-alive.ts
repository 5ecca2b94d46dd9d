/** Waits for a promise, and keeps the process alive until it settles. */
export async function keepAlive<T>(work: Promise<T>): Promise<T> {
  const hold = setInterval(() => undefined, 60_000);
  try {
    return await work;
  } finally {
    clearInterval(hold);
  }
}
