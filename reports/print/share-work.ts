/** Work that two want at the same time is done once. It goes on for as long as one of them waits. */

export interface SharedWork<T> {
  /** The outcome of the work with this key. Who gives up by the signal hears the reason; the last one ends the work. */
  join(key: string, signal: AbortSignal | undefined, start: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

interface Underway<T> {
  outcome: Promise<T>;
  end: AbortController;
  waiting: number;
}

export function createSharedWork<T>(): SharedWork<T> {
  const underway = new Map<string, Underway<T>>();

  function begin(key: string, start: (signal: AbortSignal) => Promise<T>): Underway<T> {
    const end = new AbortController();
    const work: Underway<T> = { outcome: start(end.signal), end, waiting: 0 };
    underway.set(key, work);
    const forget = () => void (underway.get(key) === work && underway.delete(key));
    work.outcome.then(forget, forget);
    return work;
  }

  return {
    async join(key, signal, start) {
      signal?.throwIfAborted();
      const work = underway.get(key) ?? begin(key, start);
      work.waiting += 1;
      const gaveUp = Promise.withResolvers<never>();
      const giveUp = () => {
        gaveUp.reject(signal!.reason);
        work.waiting -= 1;
        if (work.waiting > 0) return;
        // Who asks for the same now begins anew.
        if (underway.get(key) === work) underway.delete(key);
        work.end.abort(signal!.reason);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      try {
        return await Promise.race([work.outcome, gaveUp.promise]);
      } finally {
        signal?.removeEventListener('abort', giveUp);
      }
    },
  };
}
