/** Sharing a result: a link that shows it to whoever has it. Only a hash of its token is stored. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { findRound } from '../../rounds/rounds.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { refuseProblems } from '../../text/problems.ts';
import type { Scope } from '../../web/link-share.ts';
import { hashToken, makeToken } from '../../web/token.ts';

export interface NewShare {
  scope: Scope;
  /** The code of a partner; only with the scope 'partner'. */
  partner?: string | undefined;
  /** When it ends; without it after twelve months, as the table says. */
  until?: Date | { months: number } | undefined;
  /** 128 bits that nobody can guess; left out: by chance. */
  token?: string;
}

/** A link that works for longer than this is forgotten, and opened by whoever finds it. */
const maxMonths = 36;

/** Makes a share and gives its token, to show once. Refuses a partner that is not in the round, and a wrong end. */
export function shareResult(
  acting: Acting,
  roundId: string,
  share: NewShare,
): Promise<{ id: string; token: string; expiresAt: Date }> {
  return act(acting, async ({ db, log }) => {
    await findRound(db, roundId);
    const partnerId = await findPartnerId(db, roundId, share);
    const expiresAt = await readEnd(db, share);
    const token = share.token ?? makeToken();
    const stored = await db
      .insertInto('share')
      .values({ roundId, scope: share.scope, partnerId, tokenHash: hashToken(token), expiresAt })
      .returning(['id', 'expiresAt'])
      .executeTakeFirstOrThrow();
    await log({ action: 'shares.made', roundId, thingId: stored.id });
    return { ...stored, token };
  });
}

/** Undefined: what the table says. */
async function readEnd(db: Database, { until }: NewShare) {
  if (until === undefined) return undefined;
  if (!(until instanceof Date)) return sql<Date>`now() + make_interval(months => ${until.months})`;
  const where = 'expiresAt';
  if (Number.isNaN(until.getTime())) throw refuseProblems([{ where, code: 'notADate' }]);
  const { rows } = await sql<{ isPast: boolean; isLate: boolean }>`
    SELECT ${until}::timestamptz <= now() AS "isPast",
      ${until}::timestamptz > now() + make_interval(months => ${maxMonths}) AS "isLate"`.execute(db);
  if (rows[0]!.isPast) throw refuseProblems([{ where, code: 'datePassed' }]);
  if (rows[0]!.isLate) throw refuseProblems([{ where, code: 'shareTooLong', values: { max: maxMonths } }]);
  return until;
}

async function findPartnerId(
  db: Database,
  roundId: string,
  { scope, partner: typed }: NewShare,
): Promise<string | null> {
  if (scope === 'partner' && typed === undefined) {
    throw refuseProblems([{ where: 'partner', code: 'partnerNeeded' }]);
  }
  if (scope !== 'partner' && typed !== undefined) {
    throw refuseProblems([{ where: 'partner', code: 'partnerTooMany' }]);
  }
  if (typed === undefined) return null;
  const partner = tidyText(typed);
  const isCode = checkText('partner', partner).length === 0;
  const found = await db
    .selectFrom('roundPartner')
    .select('partnerId')
    .where('roundId', '=', roundId)
    .where('code', '=', isCode ? partner : '')
    .executeTakeFirst();
  if (!found) throw refuseProblems([{ where: 'partner', code: 'unknownPartner', values: { partner } }]);
  return found.partnerId;
}
