/** Sends the social map of a network, as a web page that can be searched or as PDF. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readPolicy } from '../../reports/document/document-policy.ts';
import { renderSocialMap } from '../../reports/social-map/render-social-map.ts';
import type { SocialMapInput } from '../../reports/social-map/social-map-input.ts';
import type { Language } from '../../survey/texts.ts';
import type { App } from '../web/fastify.ts';
import { replyPdf } from '../web/send-pdf.ts';
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

/** As a PDF: always the whole map. */
export async function printMap(
  app: App,
  reply: FastifyReply,
  { networkId, language }: WantedMap,
): Promise<Uint8Array> {
  return reply.print(renderSocialMap(await findSocialMap(app.db, networkId, { language, search: '' })));
}

/** Sends the PDF under its name. */
export function replyMapPdf(reply: FastifyReply, pdf: Uint8Array) {
  return replyPdf(reply, 'social-map', pdf);
}

function readSearch(request: FastifyRequest): string {
  const { q } = request.query as { q?: unknown };
  return typeof q === 'string' ? q.slice(0, 200).toWellFormed() : '';
}
