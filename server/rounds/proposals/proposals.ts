/** What people said behind their link: that they are not the right person, and perhaps who is. */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';

/** What was proposed for this invitation, with the language in which its person is written to; undefined: nothing. */
export async function findProposal(db: Database, invitationId: string) {
  return db
    .selectFrom('contactProposal')
    .innerJoin('invitation', 'invitation.id', 'contactProposal.invitationId')
    .innerJoin('round', 'round.id', 'invitation.roundId')
    .leftJoin('person', 'person.id', 'invitation.personId')
    .select(['contactProposal.name', 'contactProposal.email'])
    .select(sql<Language>`coalesce(person.language, round.language)`.as('language'))
    .where('invitation.id', '=', invitationId)
    .executeTakeFirst();
}

/** Who is proposed, as the button of the board sends it back. */
export function nameProposed({ name, email }: { name: string; email: string }): string {
  return `${name} ${email}`;
}
