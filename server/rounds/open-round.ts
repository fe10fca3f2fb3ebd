/**
 * Opening a round, by the coordinator, by a program or by the clock: in one transaction the partners, the
 * questionnaire and the privacy texts of that moment, an invitation for each person, and the mails.
 */
import { sql } from 'kysely';
import { hashInstrument } from '../../survey/hash-instrument.ts';
import { latestInstrument } from '../../survey/versions.ts';
import { type Acting, act } from '../log/act.ts';
import { lockNetwork } from '../networks/networks.ts';
import { refuseProblems } from '../text/problems.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import { invitePeople } from './invitations/invite-people.ts';
import { listUninvited } from './invitations/invitees.ts';
import { copyPartners } from './round-partners.ts';

/**
 * Opens a planned round now. Refuses one that is open already, has no partners, or whose last day has passed. With
 * `asksNobody` the people of the network get no invitation: a program makes those itself.
 */
export function openRound(acting: Acting, roundId: string, { asksNobody = false } = {}): Promise<void> {
  return act(acting, async (change) => {
    const { db } = change;
    const round = await db
      .selectFrom('round')
      .select(['networkId', 'openedAt', 'closedAt'])
      .select(sql<boolean>`closes_at <= now()`.as('passed'))
      .where('id', '=', roundId)
      .forUpdate()
      .executeTakeFirst();
    if (!round) throw notFound();
    if (round.openedAt || round.closedAt) throw new Refusal(409, 'roundNotPlanned');
    if (round.passed) throw refuseProblems([{ where: 'closesOn', code: 'datePassed' }]);
    const { networkId } = round;
    // An import waits until the round has its partners.
    await lockNetwork(db, networkId);
    await copyPartners(db, roundId, networkId);
    const partner = await db
      .selectFrom('roundPartner')
      .select('partnerId')
      .where('roundId', '=', roundId)
      .limit(1)
      .executeTakeFirst();
    if (!partner) throw refuseProblems([{ where: '', code: 'noPartners' }]);

    await db
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
    if (!asksNobody) {
      await invitePeople(change, { id: roundId, networkId }, await listUninvited(db, roundId));
    }
    await change.log({ action: 'rounds.opened', roundId });
  });
}
