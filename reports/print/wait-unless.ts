/**
 * Waits for work that may never be answered, or until somebody tells so. Not by a race with one promise for all work:
 * that promise would keep the outcome of each, here a PDF, for as long as it lives itself.
 */

/**
 * `listen` is handed what ends the waiting with an error, and gives what stops the listening. For Puppeteer that is `on` and
 * `off`: what was heard with `once` can't be taken off again.
 */
export async function waitUnless<T>(
  work: Promise<T>,
  listen: (tell: (error: Error) => void) => () => void,
): Promise<T> {
  const told = Promise.withResolvers<never>();
  const stopListening = listen(told.reject);
  try {
    return await Promise.race([work, told.promise]);
  } finally {
    stopListening();
  }
}
