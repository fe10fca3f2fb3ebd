/** The partners to call first, in words, for the board of a round that is open. */
import { sql } from 'kysely';
import { minimum } from '../../../scoring/scores.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import type { PartnerKind } from '../../partners/partner-kinds.ts';
import { partnerTexts } from '../../partners/texts.ts';
import type { Round } from '../rounds.ts';
import { findEarlierContacts } from '../scores/earlier-contacts.ts';
import { roundTexts } from '../texts.ts';
import { type AskedPartner, chooseCalls } from './choose-calls.ts';

/** Each with its reasons and whom to ask for; empty when everybody has sent, or the round is not open. */
export async function describeCalls(db: Database, round: Round, language: Language) {
  if (round.status !== 'open') return [];
  const earlier = await findEarlierContacts(db, round.id);
  const asked = await listAsked(db, round.id);
  const partners = asked.map(
    (partner): AskedPartner => ({ ...partner, contacts: earlier?.contacts.get(partner.partnerId)?.size }),
  );
  const answered = partners.filter(({ sent }) => sent > 0).length;
  const t = roundTexts(language);
  return chooseCalls(partners).map(({ partner, kind, contacts, gain }) => {
    const reasons = [];
    if (kind) {
      const named = partnerTexts(language)(`partners.kinds.${partner.kind as PartnerKind}`);
      reasons.push(t('rounds.calls.kind', { kind: named }));
    }
    if (contacts !== undefined && earlier)
      reasons.push(t('rounds.calls.contacts', { count: contacts, round: earlier.round }));
    reasons.push(t(`rounds.calls.${gain}`, { count: answered + 1, minimum }));
    const { people } = asked.find(({ partnerId }) => partnerId === partner.partnerId)!;
    return { partner: partner.name, people: people.filter(Boolean).join(', '), reasons };
  });
}

/** The partners of a round with the names of those who were asked and have not sent. */
async function listAsked(db: Database, roundId: string) {
  return db
    .selectFrom('roundPartner')
    .innerJoin('invitation', (join) =>
      join
        .onRef('invitation.roundId', '=', 'roundPartner.roundId')
        .onRef('invitation.partnerId', '=', 'roundPartner.partnerId')
        .on((on) =>
          on.or([on('invitation.revokedAt', 'is', null), on('invitation.submittedAt', 'is not', null)]),
        ),
    )
    .leftJoin('person', 'person.id', 'invitation.personId')
    .select(['roundPartner.partnerId', 'roundPartner.name', 'roundPartner.kind'])
    .select([
      sql<number>`count(*)::int`.as('invited'),
      sql<number>`count(invitation.submitted_at)::int`.as('sent'),
      sql<
        string[]
      >`coalesce(array_agg(coalesce(nullif(person.name, ''), invitation.person) ORDER BY invitation.id)
        FILTER (WHERE invitation.submitted_at IS NULL), '{}')`.as('people'),
    ])
    .where('roundPartner.roundId', '=', roundId)
    .groupBy(['roundPartner.partnerId', 'roundPartner.name', 'roundPartner.kind'])
    .execute();
}
