/**
 * The opening of planned rounds, by the coordinator or by the clock: in one transaction the partners, the
 * questionnaire and the privacy texts of that moment, an invitation for each person, and the mails.
 */
import { sql } from 'kysely';
import { hashInstrument } from '../../survey/hash-instrument.ts';
import { latestInstrument } from '../../survey/versions.ts';
import type { Database } from '../database/schema.ts';
import { addAuditLine } from '../log/audit.ts';
import { lockNetwork } from '../networks/networks.ts';
import { refuseProblems } from '../text/problems.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { invitePeople, listUninvited, type Mailer } from './invitations/invitees.ts';
import { copyPartners } from './rounds.ts';

/** Opens a planned round now. Refuses one that is open already, has no partners, or whose last day has passed. */
export async function openPlannedRound(transaction: Database, app: Mailer, roundId: string): Promise<void> {
  const round = await transaction
    .selectFrom('round')
    .select(['networkId', 'openedAt', 'closedAt'])
    .select(sql<boolean>`closes_at <= now()`.as('passed'))
    .where('id', '=', roundId)
    .forUpdate()
    .executeTakeFirst();
  if (!round) throw notFound();
  if (round.openedAt || round.closedAt) throw new Refusal(409, 'roundNotPlanned');
  if (round.passed) throw refuseProblems([{ where: 'closesOn', code: 'datePassed' }]);
  const networkId = round.networkId;
  // An import waits until the round has its partners.
  await lockNetwork(transaction, networkId);
  await copyPartners(transaction, roundId, networkId);
  const partner = await transaction
    .selectFrom('roundPartner')
    .select('partnerId')
    .where('roundId', '=', roundId)
    .limit(1)
    .executeTakeFirst();
  if (!partner) throw refuseProblems([{ where: '', code: 'noPartners' }]);

  await transaction
    .updateTable('round')
    .from('network')
    .set({
      openedAt: sql<Date>`now()`,
      opensAt: sql<Date>`least(opens_at, now())`,
      instrumentId: latestInstrument.id,
      instrumentVersion: String(latestInstrument.version),
      instrumentHash: hashInstrument(latestInstrument),
      privacy: sql<string>`jsonb_build_object(
        'controller', network.controller, 'purpose', network.purpose,
        'legalGround', network.legal_ground, 'legalBasis', network.legal_basis,
        'contact', network.contact, 'keepMonths', network.keep_months
      )`,
      revision: sql<number>`round.revision + 1`,
    })
    .whereRef('network.id', '=', 'round.networkId')
    .where('round.id', '=', roundId)
    .execute();
  const people = await listUninvited(transaction, roundId);
  await invitePeople(transaction, app, { id: roundId, networkId }, people);
}

/**
 * Opens every planned round whose moment has come; several processes at once share the work. One without partners
 * stays planned, and its page says why.
 */
export async function openDueRounds(app: Mailer & Pick<App, 'db' | 'log'>): Promise<void> {
  let after: string | undefined = '0';
  while (after !== undefined) after = await openNext(app, after);
}

/** Opens the first due round after this id and gives its id; undefined when there is none. */
async function openNext(app: Mailer & Pick<App, 'db' | 'log'>, after: string): Promise<string | undefined> {
  let tried: string | undefined;
  try {
    return await app.db.transaction().execute(async (transaction) => {
      const due = await transaction
        .selectFrom('round')
        .innerJoin('network', 'network.id', 'round.networkId')
        .select(['round.id', 'round.networkId', 'network.municipalityId'])
        .where('round.id', '>', after)
        .where('openedAt', 'is', null)
        .where('closedAt', 'is', null)
        .where('opensAt', '<=', sql<Date>`now()`)
        .where('closesAt', '>', sql<Date>`now()`)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('partner')
              .select('partner.id')
              .whereRef('partner.networkId', '=', 'round.networkId')
              .where('partner.archivedAt', 'is', null),
          ),
        )
        .orderBy('round.id')
        .limit(1)
        .forUpdate('round')
        .skipLocked()
        .executeTakeFirst();
      tried = due?.id;
      if (!due) return undefined;
      await openPlannedRound(transaction, app, due.id);
      await addAuditLine(transaction, {
        actor: 'job',
        action: 'rounds.opened',
        municipalityId: due.municipalityId,
        networkId: due.networkId,
        roundId: due.id,
        accountId: null,
        thingId: null,
      });
      return due.id;
    });
  } catch (error) {
    if (tried === undefined) throw error;
    // What is wrong with one round does not keep the others closed; the next minute tries it again.
    app.log.error({ err: error, round: tried }, 'opening a round failed');
    return tried;
  }
}
