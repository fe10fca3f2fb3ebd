/**
 * A round with many partners that all answered, put straight into the tables and closed: for what must hold for
 * hundreds of them. Each partner has one person on the list, with an address and an answered invitation.
 */
import { sql } from 'kysely';
import { makeReceipt } from '../../server/questionnaire/receipt.ts';
import { closeRound } from '../../server/rounds/close-round.ts';
import type { App } from '../../server/web/fastify.ts';
import { hashToken, makeToken } from '../../server/web/token.ts';
import { latestInstrument } from '../../survey/versions.ts';
import { actingOn } from './acting.ts';
import { type SeededRound, type SeedOptions, type SeedPartner, seedRound } from './seed.ts';

export interface LargeRound extends SeededRound {
  /** The person of each partner, by the partner's code. */
  personIds: Record<string, string>;
}

/** `consents`: does this partner (0, 1, 2 …) let the coordinator see its scores? */
export async function seedLargeRound(
  app: App,
  {
    count,
    consents = () => true,
    ...options
  }: SeedOptions & { count: number; consents?: (index: number) => boolean },
): Promise<LargeRound> {
  const { db } = app;
  const partners: SeedPartner[] = Array.from({ length: count }, (_none, index) => ({
    code: `p${index}`,
    name: `Stichting ${index + 1} voor wonen, werk en welzijn`,
  }));
  const seeded = await seedRound(db, { ...options, partners, people: {} });
  const rows = partners.map(({ code }, index) => ({
    partner: seeded.partnerIds[code]!,
    code,
    email: `iemand@${code}.${seeded.networkId}.example`,
    hash: hashToken(makeToken()).toString('hex'),
    receipt: makeReceipt(),
    pages: listPages(index, count, consents(index)),
  }));
  const list = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    AS list (partner bigint, code text, email text, hash text, receipt text, pages jsonb)`;
  await sql`INSERT INTO person (partner_id, name, email) SELECT partner, 'Iemand van ' || code, email FROM ${list}`.execute(
    db,
  );
  await sql`
    INSERT INTO invitation (round_id, partner_id, person_id, token_hash)
    SELECT ${seeded.roundId}::bigint, partner, person.id, decode(hash, 'hex')
    FROM ${list} JOIN person ON person.partner_id = partner`.execute(db);
  await sql`
    INSERT INTO holder (invitation_id, address, token_hash)
    SELECT invitation.id, lower(email), sha256(token_hash)
    FROM invitation JOIN person ON person.id = person_id
    WHERE round_id = ${seeded.roundId}::bigint`.execute(db);
  await sql`
    UPDATE invitation SET submitted_at = now(), receipt = list.receipt, sent_by = holder.id
    FROM ${list}, holder
    WHERE invitation.partner_id = list.partner AND holder.invitation_id = invitation.id`.execute(db);
  await sql`
    INSERT INTO answer_page (invitation_id, holder_id, page, content, revision, view)
    SELECT invitation.id, invitation.sent_by, page.key, page.value, 1, 'test.0'
    FROM ${list} JOIN invitation ON invitation.partner_id = partner CROSS JOIN LATERAL jsonb_each(pages) AS page`.execute(
    db,
  );
  await closeRound(actingOn(app), seeded.roundId);
  const people = await db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .select(['person.id', 'partner.code'])
    .where('partner.networkId', '=', seeded.networkId)
    .execute();
  return { ...seeded, personIds: Object.fromEntries(people.map(({ id, code }) => [code, id])) };
}

/** Answers to everything: another opinion for each partner, and contact with the next six. */
function listPages(index: number, count: number, consent: boolean) {
  const concepts = latestInstrument.concepts.map(({ id, facets }) => [
    id,
    {
      answers: Object.fromEntries(
        facets.flatMap(({ items }, place) =>
          items.map((item, i) => [item.id, 1 + ((index + place * 3 + i) % 5)]),
        ),
      ),
      comment: '',
    },
  ]);
  const contacts = Array.from({ length: Math.min(6, count - 1) }, (_none, i) => [
    `p${(index + i + 1) % count}`,
    { frequency: 3, familiarity: i % 3, dependence: (index + i) % 3 },
  ]);
  return {
    ...Object.fromEntries(concepts),
    contacts: { contacts: Object.fromEntries(contacts) },
    consents: { scores: consent, research: false },
  };
}
