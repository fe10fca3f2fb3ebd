/**
 * The plan of a round: what somebody inputs, checked whole. All that is wrong is said at once; nothing is stored here
 * (`plan-round.ts`, `change-planned-round.ts`, `change-running-round.ts`).
 */
import type { Language } from '../../survey/texts.ts';
import type { Database, Repeats } from '../database/schema.ts';
import { checkMailAddress, tidyMailAddress } from '../text/check-mail-address.ts';
import { checkText, tidyMessage, tidyText } from '../text/check-text.ts';
import { dutchDay, isDay } from '../text/days.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { findClosingTime, findMorning } from './closing-time.ts';
import { readReminders } from './reminders/reminder-days.ts';

/** A round as somebody types it. */
export interface PlanInput {
  name: string;
  sender: string;
  language: Language;
  /** A day, or 'now'. */
  opens: string;
  /** The last day on which people can answer. */
  closesOn: string;
  repeats: Repeats;
  /** Days on which who has not answered gets a reminder; empty ones are left out. */
  reminders: readonly string[];
  /** The coordinator's own words in the invitation. */
  message: string;
  /** Whom an answer to its mails reaches; empty: whom the privacy text names. */
  replyTo?: string;
  /** Results are shown while the round is open. */
  interimResults?: boolean;
  /** Only from a program: what it calls the closing, which then may be a moment. */
  closingField?: string;
}

/** A round as a program or the shell asks for it. */
export interface ShortPlanInput {
  name: string;
  sender: string;
  /** A date (open until the end of that day in the Netherlands) or a date-time with its offset. */
  closesAt: string;
  language?: Language;
  interimResults?: boolean;
}

/** The same with what it leaves out: it opens now, once, without reminders. */
export function completePlan({ closesAt, language = 'nl', ...input }: ShortPlanInput): PlanInput {
  return {
    ...input,
    language,
    opens: 'now',
    closesOn: closesAt,
    closingField: 'closesAt',
    repeats: 'once',
    reminders: [],
    message: '',
  };
}

/** What can be changed while people answer. */
export type RunningRoundInput = Pick<
  PlanInput,
  'name' | 'closesOn' | 'repeats' | 'reminders' | 'message' | 'replyTo'
>;

/** What an input means, checked; refuses everything that is wrong with it at once. Stores nothing. */
export async function checkPlan(db: Database, networkId: string, input: PlanInput, roundId?: string) {
  const { closingField: where = 'closesOn' } = input;
  const name = tidyText(input.name);
  const sender = tidyText(input.sender);
  const message = tidyMessage(input.message);
  const replyTo = tidyMailAddress(input.replyTo ?? '');
  const problems: Problem[] = [
    ...checkText('name', name),
    ...(await checkName(db, networkId, name, roundId)),
    ...checkText('sender', sender),
    ...checkMessage(message),
    ...checkReplyTo(replyTo),
  ];
  const partner = await db
    .selectFrom('partner')
    .select('id')
    .where('networkId', '=', networkId)
    .where('archivedAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (!partner) problems.push({ where: '', code: 'noPartners' });

  const opensAt = await readOpening(db, input.opens, problems);
  const closesAt = await findClosingTime(
    db,
    input.closingField !== undefined || isDay(input.closesOn) ? input.closesOn : '',
  );
  if (closesAt === undefined) problems.push({ where, code: 'notADate' });
  else if (closesAt === 'past') problems.push({ where, code: 'datePassed' });
  else if (opensAt && closesAt <= opensAt)
    problems.push({ where, code: 'closesBeforeOpening', values: { opensAt: opensAt.getTime() } });
  const period = { opensAt, closesAt: closesAt instanceof Date ? closesAt : undefined };
  const reminders = readReminders(input.reminders, period, problems);
  if (problems.length > 0) throw refuseProblems(problems);
  return {
    name,
    sender,
    message,
    replyTo,
    language: input.language,
    repeats: input.repeats,
    interimResults: input.interimResults ?? false,
    opensAt: opensAt!,
    closesAt: closesAt as Date,
    reminders,
  };
}

/** Is the name another round's of this network? */
export async function checkName(
  db: Database,
  networkId: string,
  name: string,
  roundId = '0',
): Promise<Problem[]> {
  const other = await db
    .selectFrom('round')
    .select('id')
    .where('networkId', '=', networkId)
    .where('name', '=', name)
    .where('id', '<>', roundId)
    .executeTakeFirst();
  return other ? [{ where: 'name', code: 'doubleRound', values: { name } }] : [];
}

export function checkMessage(message: string): Problem[] {
  return checkText('message', message.replaceAll('\n', ' '), { max: 1000, optional: true });
}

/** Empty, or an address. */
export function checkReplyTo(replyTo: string): Problem[] {
  return replyTo === '' ? [] : checkMailAddress('replyTo', replyTo);
}

/** Nine in the morning of that day; today that may have been, and then it is now. */
async function readOpening(db: Database, text: string, problems: Problem[]): Promise<Date | undefined> {
  const morning = text === 'now' ? 'past' : await findMorning(db, isDay(text) ? text : '');
  if (morning instanceof Date) return morning;
  if (morning === 'past' && (text === 'now' || text === dutchDay(new Date()))) return new Date();
  problems.push({ where: 'opensOn', code: morning === 'past' ? 'opensPast' : 'notADate' });
  return undefined;
}
