const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back once a signal aborts; at once, if it has.
 *
 * However many wait for one signal, it has one listener: Node warns of a leak where it has more than ten.
 *
 * @returns to be called when the signal no longer matters: it may live long
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
  // Two that are the same function are two.
  const own = (): void => {
    callback();
  };
  callbacks.add(own);
  return () => {
    callbacks.delete(own);
  };
}
