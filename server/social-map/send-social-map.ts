/** Sends the social map of a network, as a web page that can be searched or as PDF. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readPolicy } from '../../reports/document/document-policy.ts';
import { renderSocialMap } from '../../reports/social-map/render-social-map.ts';
import type { SocialMapInput } from '../../reports/social-map/social-map-input.ts';
import type { Language } from '../../survey/texts.ts';
import { profilePageTexts } from '../profiles/texts.ts';
import { nameFile } from '../text/name-file.ts';
import type { App } from '../web/fastify.ts';
import { findSocialMap } from './social-maps.ts';

export interface WantedMap {
  networkId: string;
  language: Language;
}

/** As a page, with what was searched for in the address (`?q=`). Like a factsheet it has a policy of its own. */
export async function sendMapPage(
  app: App,
  reply: FastifyReply,
  { networkId, language, links }: WantedMap & { links: NonNullable<SocialMapInput['links']> },
) {
  const search = readSearch(reply.request);
  const html = renderSocialMap(await findSocialMap(app.db, networkId, { language, search, links }));
  return reply
    .header('content-security-policy', readPolicy(html))
    .type('text/html; charset=utf-8')
    .send(html);
}

/** As a PDF under its name: always the whole map. */
export async function printMap(
  app: App,
  reply: FastifyReply,
  { networkId, language }: WantedMap,
): Promise<{ name: string; pdf: Uint8Array }> {
  const map = await findSocialMap(app.db, networkId, { language, search: '' });
  const name = nameFile([
    profilePageTexts(language)('profiles.title'),
    map.municipality.name,
    map.network.name,
  ]);
  return { name, pdf: await reply.print(renderSocialMap(map)) };
}

function readSearch(request: FastifyRequest): string {
  const { q } = request.query as { q?: unknown };
  return typeof q === 'string' ? q.slice(0, 200).toWellFormed() : '';
}
