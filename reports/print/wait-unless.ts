/**
 * Waits for work that may never finish, until somebody says that it won't. A race against one promise for all work
 * would not do: that promise would hold on to the outcome of each, here a PDF, for as long as it lives itself.
 */

/**
 * `listen` is handed a function that ends the waiting with an error, and gives one that stops listening. For Puppeteer
 * use `on` and `off`: what was registered with `once` can't be taken off again.
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
