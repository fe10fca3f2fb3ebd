/** What the link of an owner opens: its agreement, for as long as the person works for that partner. */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { hashToken } from '../../web/token.ts';
import { presentOwner } from './owners.ts';

export interface OpenedAgreement {
  id: string;
  personId: string;
  language: Language;
  network: string;
  madeUp: boolean;
  round: string;
  what: string;
  who: string;
  /** A day, as YYYY-MM-DD. */
  byWhen: string;
  doneAt: Date | null;
  standing: string;
  stoodAt: Date | null;
}

/** For how long after its day an agreement can still be spoken of. */
const months = 12;

/** Undefined when there never was such a link, or the agreement has another owner now, or is long over. */
export async function findOpenedAgreement(db: Database, token: string): Promise<OpenedAgreement | undefined> {
  return db
    .selectFrom('agreementLink')
    .innerJoin('agreement', 'agreement.id', 'agreementLink.agreementId')
    .innerJoin('round', 'round.id', 'agreement.roundId')
    .innerJoin('network', 'network.id', 'agreement.networkId')
    .innerJoin('partner as owner', 'owner.id', 'agreement.ownerId')
    .innerJoin('person', 'person.id', 'agreementLink.personId')
    .select(['agreement.id', 'person.id as personId', 'person.language', 'network.name as network'])
    .select(['network.madeUp', 'round.name as round', 'agreement.what', 'agreement.who'])
    .select(['agreement.doneAt', 'agreement.standing', 'agreement.stoodAt'])
    .select(sql<string>`by_when::text`.as('byWhen'))
    .where('agreementLink.tokenHash', '=', hashToken(token))
    .where('person.erasedAt', 'is', null)
    .where('person.archivedAt', 'is', null)
    .where(sql<boolean>`person.partner_id = ${presentOwner}`)
    .where(sql<boolean>`by_when + make_interval(months => ${months}) > now()`)
    .executeTakeFirst();
}
