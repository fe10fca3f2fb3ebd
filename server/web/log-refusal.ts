/**
 * Attempts that were refused: a wrong password or key, and what somebody who signed in has no right to. Each has a line
 * of its own up to a bound, so that nobody can fill the database by being refused: of each account that signed in, of each
 * visitor, and of all of either in a day. The first that goes over a bound leaves a line that says so. Not here: a form that
 * was filled in wrong, which is no attempt, and who is told to wait, because the attempts before that are here.
 */
import { type Counter, countAttempt, type Limit } from '../database/attempts.ts';
import { type Acting, act } from '../log/act.ts';
import type { LoggedRefusal, NewLine } from '../log/lines.ts';
import { Refusal } from '../text/refusal.ts';
import { nameVisitor } from './limit-visitors.ts';
import { refusalLimits } from './limits.ts';

interface RefusedLine extends NewLine {
  refusal: LoggedRefusal;
}

/** Writes the line of what is refused next. */
export async function logRefusal(acting: Acting, line: RefusedLine): Promise<void> {
  const outcome = await count(acting);
  if (outcome === 'nothing') return;
  const more = { ...line, action: 'desk.refusalsUnwritten', thingId: undefined, note: undefined } as const;
  await act(acting, ({ log }) => log(outcome === 'line' ? line : more));
}

/**
 * Who did not sign in counts as a visitor, whether the account that was tried exists or not: the time does not tell, and
 * nobody from outside uses up the lines of somebody who signed in.
 */
async function count(acting: Acting): Promise<'line' | 'more' | 'nothing'> {
  const { actor, from = '' } = acting;
  const [who, subject, max, maxOfAll] =
    actor.kind === 'account'
      ? ['account', actor.accountId, refusalLimits.account, refusalLimits.accounts]
      : ['visitor', nameVisitor(from), refusalLimits.visitor, refusalLimits.visitors];
  const limit = (kind: string, max: number): Limit => ({ kind: `refused-${kind}`, max, seconds: 24 * 3600 });

  const isOften = !(await isWithin(acting, limit(who, max), subject));
  if (isOften && !(await isWithin(acting, limit(`${who}-more`, 1), subject))) return 'nothing';
  if (await isWithin(acting, limit(`${who}s`, maxOfAll), 'all')) return isOften ? 'more' : 'line';
  return (await isWithin(acting, limit(`${who}s-more`, 1), 'all')) ? 'more' : 'nothing';
}

async function isWithin(counter: Counter, limit: Limit, subject: string): Promise<boolean> {
  try {
    await countAttempt(counter, limit, subject);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
