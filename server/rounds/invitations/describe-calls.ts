/** The partners to call first, in words, for the board of a round that is open. */
import { sql } from 'kysely';
import { isWithheld } from '../../../scoring/figure.ts';
import { minimum } from '../../../scoring/scores.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import type { PartnerKind } from '../../partners/partner-kinds.ts';
import { partnerTexts } from '../../partners/texts.ts';
import { findReopening } from '../reopening.ts';
import { listRounds, type Round } from '../rounds.ts';
import { findScores } from '../scores/scores.ts';
import { roundTexts } from '../texts.ts';
import { type AskedPartner, chooseCalls } from './choose-calls.ts';

/** Each with its reasons and whom to ask for; empty when everybody has sent, or the round is not open. */
export async function describeCalls(db: Database, round: Round, language: Language) {
  if (round.status !== 'open') return [];
  const map = await findEarlierMap(db, round);
  const asked = await listAsked(db, round.id);
  const partners = asked.map(
    ({ code, ...partner }): AskedPartner => ({ ...partner, contacts: map?.contacts.get(code) }),
  );
  const answered = partners.filter(({ sent }) => sent > 0).length;
  const t = roundTexts(language);
  return chooseCalls(partners).map(({ partner, kind, contacts, gain }) => {
    const reasons = [];
    if (kind) {
      const named = partnerTexts(language)(`partners.kinds.${partner.kind as PartnerKind}`);
      reasons.push(t('rounds.calls.kind', { kind: named }));
    }
    if (contacts !== undefined && map)
      reasons.push(t('rounds.calls.contacts', { count: contacts, round: map.round }));
    reasons.push(t(`rounds.calls.${gain}`, { count: answered + 1, minimum }));
    const { people } = asked.find(({ partnerId }) => partnerId === partner.partnerId)!;
    return { partner: partner.name, people: people.filter(Boolean).join(', '), reasons };
  });
}

/** How many contacts each partner has on the map of the latest closed round, as its factsheet draws it. */
async function findEarlierMap(db: Database, { network, id }: Round) {
  const rounds = await listRounds(db, network.id);
  const latest = rounds.find((round) => round.id !== id && round.status === 'closed');
  // A result that nobody may have seen yet is not told here either.
  if (!latest || (await findReopening(db, latest.id))) return undefined;
  const scores = await findScores(db, latest, { kind: 'network' });
  if (!scores || isWithheld(scores.map)) return undefined;
  const contacts = new Map<string, number>();
  for (const { from, to } of scores.map.edges)
    for (const code of [from, to]) contacts.set(code, (contacts.get(code) ?? 0) + 1);
  return { round: latest.name, contacts };
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
    .select(['roundPartner.partnerId', 'roundPartner.code', 'roundPartner.name', 'roundPartner.kind'])
    .select([
      sql<number>`count(*)::int`.as('invited'),
      sql<number>`count(invitation.submitted_at)::int`.as('sent'),
      sql<
        string[]
      >`coalesce(array_agg(coalesce(nullif(person.name, ''), invitation.person) ORDER BY invitation.id)
        FILTER (WHERE invitation.submitted_at IS NULL), '{}')`.as('people'),
    ])
    .where('roundPartner.roundId', '=', roundId)
    .groupBy(['roundPartner.partnerId', 'roundPartner.code', 'roundPartner.name', 'roundPartner.kind'])
    .execute();
}
