const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when a signal aborts, or at once if it has aborted already.
 *
 * All callbacks of a signal share one listener, because Node warns of a leak if a signal has more than ten.
 *
 * @returns a function that removes the callback. Call it when the signal no longer matters, as the signal may live long
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => undefined;
  }
  const known = waiting.get(signal);
  const callbacks = known ?? new Set();
  if (known === undefined) {
    waiting.set(signal, callbacks);
    const callAll = (): void => {
      for (const each of callbacks) each();
      callbacks.clear();
    };
    signal.addEventListener("abort", callAll, { once: true });
  }
  // A new function, so that a callback that is registered twice is called twice.
  const own = (): void => {
    callback();
  };
  callbacks.add(own);
  return () => {
    callbacks.delete(own);
  };
}

/** The promise's outcome; or the signal's reason, as soon as that aborts. */
export async function orAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return promise;
  let release = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    release = onAbort(signal, resolve);
  });
  try {
    const outcome = promise.then((value) => ({ value }));
    const first = await Promise.race([aborted, outcome]);
    signal.throwIfAborted();
    return first === undefined ? await promise : first.value;
  } finally {
    release();
  }
}
