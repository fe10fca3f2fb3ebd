/**
 * What is stored about one person. The register is for the coordinator too and holds no answer. The answers are for
 * the person alone, and only what was typed behind the link that was mailed to that very address: who changes the
 * address in the register does not read what another person answered.
 */
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database, MailKind } from '../database/schema.ts';
import type { OpenInvitation } from '../questionnaire/find-invitation.ts';
import { notFound } from '../text/refusal.ts';
import { hasConsent } from './consents.ts';

export interface PersonRegister {
  id: string;
  name: string;
  email: string | null;
  language: Language;
  partner: { id: string; name: string };
  network: { id: string; name: string; municipality: string };
  createdAt: Date;
  unsubscribedAt: Date | null;
  addressFailsAt: Date | null;
  archivedAt: Date | null;
  erasedAt: Date | null;
  invitations: PersonInvitation[];
  mails: { kind: MailKind; recipient: string | null; createdAt: Date; sentAt: Date | null }[];
}

export interface PersonInvitation {
  id: string;
  round: string;
  createdAt: Date;
  submittedAt: Date | null;
  revokedAt: Date | null;
  /** Whether anything was allowed; what it was, the desk does not say. */
  hasConsent: boolean;
  consentsWithdrawnAt: Date | null;
}

/** What the register says of a person, erased ones too. */
export async function findPersonRegister(db: Database, personId: string): Promise<PersonRegister> {
  const row = await db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .innerJoin('network', 'network.id', 'partner.networkId')
    .innerJoin('municipality', 'municipality.id', 'network.municipalityId')
    .select(['person.id', 'person.name', 'person.email', 'person.language', 'person.createdAt'])
    .select(['person.unsubscribedAt', 'person.addressFailsAt'])
    .select(['person.archivedAt', 'person.erasedAt'])
    .select(['partner.id as partnerId', 'partner.name as partnerName'])
    .select(['network.id as networkId', 'network.name as networkName', 'municipality.name as municipality'])
    .where('person.id', '=', personId)
    .executeTakeFirst();
  if (!row) throw notFound();
  const { partnerId, partnerName, networkId, networkName, municipality, ...person } = row;
  const invitations = await db
    .selectFrom('invitation')
    .innerJoin('round', 'round.id', 'invitation.roundId')
    .select(['invitation.id', 'round.name as round', 'invitation.createdAt'])
    .select(['invitation.submittedAt', 'invitation.revokedAt'])
    .select('invitation.consentsWithdrawnAt')
    .select(
      sql<boolean>`EXISTS (
        SELECT FROM answer_page
        WHERE invitation_id = invitation.id AND page = 'consents' AND ${hasConsent}
      )`.as('hasConsent'),
    )
    .where('invitation.personId', '=', personId)
    .orderBy('invitation.id', 'desc')
    .execute();
  const mails = await db
    .selectFrom('mail')
    .select(['kind', 'recipient', 'createdAt', 'sentAt'])
    .where((mail) =>
      mail.or([
        mail('personId', '=', personId),
        mail('invitationId', 'in', [null as never, ...invitations.map(({ id }) => id)]),
      ]),
    )
    .orderBy('id', 'desc')
    .execute();
  return {
    ...person,
    partner: { id: partnerId, name: partnerName },
    network: { id: networkId, name: networkName, municipality },
    invitations,
    mails,
  };
}

/** The invitations of a person, with all pages that were typed behind the link mailed to this address. */
export async function listOwnAnswers(
  db: Database,
  personId: string,
  address: string | null,
): Promise<OwnAnswers[]> {
  const { rows } = await sql<OwnAnswers>`
    SELECT invitation.id::text, invitation.language, mine.id::text AS holder_id, true AS mailed, NULL AS elsewhere,
      CASE WHEN invitation.sent_by = mine.id THEN invitation.submitted_at END AS submitted_at,
      CASE WHEN invitation.sent_by = mine.id THEN invitation.receipt END AS receipt,
      CASE WHEN invitation.sent_by = mine.id THEN invitation.consents_withdrawn_at END AS consents_withdrawn_at,
      round.id::text AS round_id, round.name AS round, round.sender, round.language AS round_language,
      round.closes_at, round_closed_at(round) AS closed_at, round.instrument_id, round.instrument_version,
      network.name AS network, network.made_up, municipality.name AS municipality,
      round_partner.partner_id::text, round_partner.name AS partner,
      (
        SELECT coalesce(json_agg(json_build_object('page', page, 'content', content, 'revision', revision)), '[]')
        FROM answer_page WHERE holder_id = mine.id
      ) AS pages,
      EXISTS (
        SELECT FROM answer_page
        WHERE invitation_id = invitation.id AND holder_id IS DISTINCT FROM mine.id
      ) AND NOT EXISTS (SELECT FROM answer_page WHERE holder_id = mine.id) AS withheld
    FROM invitation
      JOIN round ON round.id = invitation.round_id
      JOIN network ON network.id = round.network_id
      JOIN municipality ON municipality.id = network.municipality_id
      JOIN round_partner USING (round_id, partner_id)
      LEFT JOIN holder AS mine
        ON mine.invitation_id = invitation.id AND mine.address = ${address?.toLowerCase() ?? null}
    WHERE invitation.person_id = ${personId}
    ORDER BY invitation.id DESC`.execute(db);
  return rows;
}

export type OwnAnswers = OpenInvitation & {
  round: string;
  /** There are answers, but nothing shows that they belong to whoever reads this address. */
  withheld: boolean;
};
