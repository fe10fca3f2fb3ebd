/** How the documents of a municipality look: its colour and its logo, as far as they were set. */
import type { Looks } from '../../reports/figures/factsheet-input.ts';
import type { Language } from '../../survey/texts.ts';
import type { SignedIn } from '../access/access.ts';
import type { Database } from '../database/schema.ts';
import { notFound } from '../text/refusal.ts';
import { looksTexts } from './texts.ts';

export interface MunicipalityLooks {
  municipality: { id: string; name: string };
  /** '' when none was set. */
  colour: string;
  logo: Looks['logo'];
  /** 0 when nothing was ever set. */
  revision: number;
}

/** The looks of one municipality; what the logo says to who can't see it is in this language. */
export async function findLooks(
  db: Database,
  municipalityId: string,
  language: Language,
): Promise<MunicipalityLooks> {
  const row = await db
    .selectFrom('municipality')
    .leftJoin('looks', 'looks.municipalityId', 'municipality.id')
    .select(['municipality.id', 'municipality.name', 'colour', 'logo', 'logoWidth', 'logoHeight', 'revision'])
    .where('municipality.id', '=', municipalityId)
    .executeTakeFirst();
  if (!row) throw notFound();
  const { id, name, colour, logo, logoWidth, logoHeight, revision } = row;
  return {
    municipality: { id, name },
    colour: colour ?? '',
    logo: logo
      ? {
          src: `data:image/png;base64,${logo.toString('base64')}`,
          width: logoWidth!,
          height: logoHeight!,
          alt: looksTexts(language)('looks.logoAlt', { name }),
        }
      : undefined,
    revision: revision ?? 0,
  };
}

/** As documents take them; undefined when nothing is set. */
export async function findDocumentLooks(
  db: Database,
  municipalityId: string,
  language: Language,
): Promise<Looks | undefined> {
  const { colour, logo } = await findLooks(db, municipalityId, language);
  if (colour === '' && !logo) return undefined;
  return { ...(logo && { logo }), ...(colour !== '' && { colour }) };
}

/** The municipalities of which this reader may set the looks, in alphabetical order. */
export async function listMunicipalityLooks(db: Database, { role, municipalityId }: SignedIn) {
  return db
    .selectFrom('municipality')
    .leftJoin('looks', 'looks.municipalityId', 'municipality.id')
    .select(['municipality.id', 'municipality.name', 'municipality.code', 'looks.colour'])
    .select((select) => select('looks.logo', 'is not', null).as('hasLogo'))
    .$if(role !== 'operator', (query) => query.where('municipality.id', '=', municipalityId ?? '0'))
    .orderBy('municipality.name')
    .orderBy('municipality.code')
    .execute();
}

/** The factsheet of the latest round that closed in the municipality, to see the looks on. */
export async function findLatestResult(db: Database, municipalityId: string) {
  return db
    .selectFrom('round')
    .innerJoin('network', 'network.id', 'round.networkId')
    .select(['round.id', 'round.name', 'network.name as network'])
    .where('network.municipalityId', '=', municipalityId)
    .where('round.closedAt', 'is not', null)
    .orderBy('round.closedAt', 'desc')
    .orderBy('round.id', 'desc')
    .executeTakeFirst();
}
