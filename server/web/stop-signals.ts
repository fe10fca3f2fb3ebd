/**
 * Listens to SIGINT and SIGTERM from the first moment: what starts a server imports this before anything else. A process
 * that is told to stop while it starts finishes the step that it is at, and stops as one that runs. The second signal
 * ends it at once.
 */
const stopping = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stopping.abort());
}

/** Aborted from the moment that this process was told to stop. */
export const stopSignal = stopping.signal;
