/**
 * The social map of a network: its partners of today with what they wrote about themselves, and nothing of any
 * answer.
 */
import type { SocialMapInput } from '../../reports/social-map/social-map-input.ts';
import { isEmptyProfile } from '../../survey/profile.ts';
import type { Database } from '../database/schema.ts';
import { findDocumentLooks } from '../looks/looks.ts';
import { findNetwork } from '../networks/networks.ts';
import { dutchDay } from '../text/days.ts';

export type MapInput = Pick<SocialMapInput, 'language' | 'search' | 'links'>;

export interface ProfileRow {
  id: string;
  name: string;
  /** Undefined: never wrote anything. */
  updatedAt: Date | undefined;
  state: 'none' | 'empty' | 'shown' | 'hidden';
}

const alphabet = new Intl.Collator('nl');

/** Hidden profiles are left out, and archived partners: who left the network, or turned out to be another one. */
export async function findSocialMap(
  db: Database,
  networkId: string,
  input: MapInput,
): Promise<SocialMapInput> {
  const { name, madeUp, municipality } = await findNetwork(db, networkId);
  const { municipalityId } = await db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  const rows = await selectPartners(db, networkId).execute();
  return {
    ...input,
    municipality: { name: municipality.name },
    network: { name, madeUp },
    looks: await findDocumentLooks(db, municipalityId, input.language),
    partners: rows
      .map(({ id, name, kind, content, updatedAt, hiddenAt }) => ({
        id,
        name,
        kind,
        profile:
          content && updatedAt && !hiddenAt && !isEmptyProfile(content)
            ? { content, updatedOn: dutchDay(updatedAt) }
            : undefined,
      }))
      .sort((a, b) => alphabet.compare(a.name, b.name)),
    printedOn: dutchDay(new Date()),
  };
}

/** The partners of today, with how it stands with the profile of each. */
export async function listProfiles(db: Database, networkId: string): Promise<ProfileRow[]> {
  const rows = await selectPartners(db, networkId).execute();
  return rows
    .map(({ id, name, content, updatedAt, hiddenAt }): ProfileRow => {
      const said = content && !isEmptyProfile(content);
      const state = !content ? 'none' : hiddenAt ? 'hidden' : said ? 'shown' : 'empty';
      return { id, name, updatedAt: updatedAt ?? undefined, state };
    })
    .sort((a, b) => alphabet.compare(a.name, b.name));
}

function selectPartners(db: Database, networkId: string) {
  return db
    .selectFrom('partner')
    .leftJoin('profile', 'profile.partnerId', 'partner.id')
    .select(['partner.id', 'partner.name', 'partner.kind'])
    .select(['profile.content', 'profile.updatedAt', 'profile.hiddenAt'])
    .where('partner.networkId', '=', networkId)
    .where('partner.archivedAt', 'is', null);
}
