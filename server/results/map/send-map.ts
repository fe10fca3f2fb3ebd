/** Sends the page of the map of a round: what its factsheet shows of contacts, to look at more closely. */
import type { FastifyReply } from 'fastify';
import { renderNetworkMap } from '../../../reports/network-map/render-network-map.ts';
import type { MappedPartner } from '../../../reports/social-map/social-map-input.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import type { Round } from '../../rounds/rounds.ts';
import { refuseWithoutScores } from '../../rounds/scores/scores.ts';
import { findSocialMap } from '../../social-map/social-maps.ts';
import type { App } from '../../web/fastify.ts';
import { showFactsheetInput } from '../factsheet-input.ts';
import { replyFactsheet } from '../send-factsheet.ts';

interface WantedMap {
  round: Round;
  language: Language;
  /** The way back. */
  back: string;
  /** The rounds of the network that this reader may see; one without an address is this one. */
  rounds: readonly { name: string; href: string | undefined }[];
  /** May this reader see what partners wrote about themselves? */
  hasProfiles: boolean;
}

/** Refuses while there are no results yet. */
export async function sendMap(
  { db }: Pick<App, 'db'>,
  reply: FastifyReply,
  { round, language, back, rounds, hasProfiles }: WantedMap,
) {
  const factsheet = await showFactsheetInput(db, round, null, language);
  if (!factsheet) throw refuseWithoutScores(round);
  const profiles = hasProfiles ? await listRoundProfiles(db, round, language) : [];
  return replyFactsheet(reply, renderNetworkMap({ factsheet, back, rounds, profiles }));
}

/** What the partners of a round wrote about themselves, as it is today, under their codes in the scores. */
async function listRoundProfiles(db: Database, round: Round, language: Language): Promise<MappedPartner[]> {
  const { partners } = await findSocialMap(db, round.network.id, { language, search: '' });
  const codes = await db
    .selectFrom('roundPartner')
    .select(['partnerId', 'code'])
    .where('roundId', '=', round.id)
    .execute();
  const codeOf = new Map(codes.map(({ partnerId, code }) => [partnerId, code]));
  return partners.flatMap((partner) => {
    const code = codeOf.get(partner.id);
    return code === undefined ? [] : [{ ...partner, id: code }];
  });
}
