/**
 * Named people in a round, put straight into the tables: what most tests begin with. Anna works at the
 * municipality, Bram at the food bank, and so on; each has a personal link.
 */
import { sql } from 'kysely';
import type { Database } from '../../server/database/schema.ts';
import { hashToken, makeToken } from '../../server/web/token.ts';
import { hashInstrument } from '../../survey/hash-instrument.ts';
import type { Instrument } from '../../survey/instrument.ts';
import type { Language } from '../../survey/texts.ts';
import { latestInstrument } from '../../survey/versions.ts';

export interface SeedPartner {
  code: string;
  name: string;
  kind?: string;
  size?: number;
}

export interface SeedOptions {
  municipality?: { code: string; name: string };
  network?: string;
  madeUp?: boolean;
  round?: string;
  sender?: string;
  language?: Language;
  closesAt?: Date;
  instrument?: Instrument;
  partners?: SeedPartner[];
  /** The person's name with the code of the partner: one invitation each. */
  people?: Record<string, string>;
}

export interface SeededPerson {
  invitationId: string;
  token: string;
  /** The path of the personal link. */
  path: string;
}

export interface SeededRound {
  networkId: string;
  roundId: string;
  partnerIds: Record<string, string>;
  people: Record<string, SeededPerson>;
}

export const sixPartners: SeedPartner[] = [
  { code: 'gemeente', name: 'Gemeente Voorbeeldstad', kind: 'municipality', size: 40 },
  { code: 'voedselbank', name: 'Voedselbank De Brug', kind: 'informal', size: 25 },
  { code: 'welzijn', name: 'Welzijn Samen', kind: 'welfare', size: 60 },
  { code: 'school', name: 'Basisschool Het Kompas', kind: 'school', size: 30 },
  { code: 'schuldhulp', name: 'Schuldhulp Dichtbij', kind: 'debt-help', size: 12 },
  { code: 'wonen', name: 'Woonstichting Thuis', kind: 'housing', size: 80 },
];

const sixPeople: Record<string, string> = {
  anna: 'gemeente',
  bram: 'voedselbank',
  carla: 'welzijn',
  dirk: 'school',
  esra: 'schuldhulp',
  femke: 'wonen',
};

/** One network with an open round; without options the six partners and their six people. */
export async function seedRound(db: Database, options: SeedOptions = {}): Promise<SeededRound> {
  const instrument = options.instrument ?? latestInstrument;
  const partners = options.partners ?? sixPartners;
  const municipality = await db
    .insertInto('municipality')
    .values(options.municipality ?? { code: 'GM9999', name: 'Voorbeeldstad' })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ name: sql`excluded.name` }))
    .returning('id')
    .executeTakeFirstOrThrow();
  const network = await db
    .insertInto('network')
    .values({
      municipalityId: municipality.id,
      name: options.network ?? `Samen tegen armoede ${makeToken().slice(0, 6)}`,
      madeUp: options.madeUp ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const round = await db
    .insertInto('round')
    .values({
      networkId: network.id,
      name: options.round ?? '2026',
      sender: options.sender ?? 'Greet de Wit, coördinator van het netwerk',
      language: options.language ?? 'nl',
      instrumentId: instrument.id,
      instrumentVersion: String(instrument.version),
      instrumentHash: hashInstrument(instrument),
      opensAt: new Date(Date.now() - 24 * 3600_000),
      openedAt: new Date(Date.now() - 24 * 3600_000),
      closesAt: options.closesAt ?? new Date(Date.now() + 30 * 24 * 3600_000),
      closedAt: null,
      scores: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();

  const partnerRows = await db
    .insertInto('partner')
    .values(
      partners.map(({ code, name, kind = null, size = null }) => ({
        networkId: network.id,
        code,
        name,
        kind,
        size,
      })),
    )
    .returning(['id', 'code', 'name', 'kind', 'size'])
    .execute();
  await db
    .insertInto('roundPartner')
    .values(partnerRows.map(({ id, ...partner }) => ({ roundId: round.id, partnerId: id, ...partner })))
    .execute();
  const partnerIds = Object.fromEntries(partnerRows.map(({ id, code }) => [code, id]));

  const people: Record<string, SeededPerson> = {};
  for (const [person, code] of Object.entries(options.people ?? sixPeople)) {
    people[person] = await seedInvitation(db, { roundId: round.id, partnerId: partnerIds[code]!, person });
  }
  return { networkId: network.id, roundId: round.id, partnerIds, people };
}

/** One more personal link in a round. */
export async function seedInvitation(
  db: Database,
  { roundId, partnerId, person }: { roundId: string; partnerId: string; person: string },
): Promise<SeededPerson> {
  const token = makeToken();
  const invitation = await db
    .insertInto('invitation')
    .values({ roundId, partnerId, person, tokenHash: hashToken(token) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { invitationId: invitation.id, token, path: `/invitations/${token}` };
}
