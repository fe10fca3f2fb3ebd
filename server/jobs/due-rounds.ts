/** What the clock does with one round after another: a fault with one does not keep the others waiting. */

/**
 * Takes the rounds that are due by id, until there is none after the last. `takeNext` names the round before it does
 * something with it. What went wrong is thrown at the end, so that the job shows as failed; the next minute tries again.
 */
export async function takeDueRounds(
  takeNext: (after: string, name: (roundId: string) => void) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  let after: string | undefined = '0';
  while (after !== undefined) {
    let taken: string | undefined;
    const name = (roundId: string) => {
      taken = roundId;
    };
    await takeNext(after, name).catch((error: unknown) => errors.push(error));
    after = taken;
  }
  throwAll(errors);
}

/** One error as it is, more of them together, and nothing when there is none. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length > 1) throw new AggregateError(errors);
  if (errors.length === 1) throw errors[0];
}
