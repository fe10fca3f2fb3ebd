/**
 * Comparisons of years and of networks, as a page and as PDF, which are one document; and whether a network agrees to
 * be compared with those of others.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { renderComparison } from '../../../reports/comparison/render-comparison.ts';
import { renderNetworkComparison } from '../../../reports/comparison/render-network-comparison.ts';
import { readPolicy } from '../../../reports/document/document-policy.ts';
import type { Language } from '../../../survey/texts.ts';
import type { DeskRule } from '../../desk/desk.ts';
import { createDone } from '../../desk/done.ts';
import { networkParams } from '../../desk/fields.ts';
import { readerLanguage } from '../../desk/submit-form.ts';
import { logAccess } from '../../log/log-access.ts';
import { networkCrumbs } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import { nameFile } from '../../text/name-file.ts';
import type { App } from '../../web/fastify.ts';
import { replyPdf } from '../../web/send-pdf.ts';
import { findNetworkComparison, findYearComparison, isComparable } from './comparisons.ts';
import { setComparability } from './set-comparability.ts';
import { comparisonTexts } from './texts.ts';

const read: DeskRule = { thing: 'results', verb: 'read' };
const download: DeskRule = { thing: 'results', verb: 'download' };
const change: DeskRule = { thing: 'network', verb: 'change' };
const ofNetwork = { params: networkParams };
// Ids that belong to nothing were refused at the door already.
const ofMunicipality = { params: Type.Object({ municipality: Type.String() }) };

/** The PDF is next to the page. */
const links = { back: '/desk/results', pdf: 'comparison.pdf' };
type Links = typeof links;

const comparisonDone = createDone('comparisons');

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/comparisons/comparison-agreement': {
      done: string | undefined;
      hrefs: Record<'agree' | 'withdraw', string>;
      /** Its id. */
      municipality: string;
      isShared: boolean;
    };
  }
}

export async function deskComparisonRoutes(app: App) {
  app.get(
    '/networks/:network/comparison',
    { config: { desk: read }, schema: ofNetwork },
    async (request, reply) =>
      sendPage(reply, (await renderYears(request, request.params.network, links)).html),
  );

  app.get(
    '/networks/:network/comparison.pdf',
    { config: { desk: download }, schema: ofNetwork },
    async (request, reply) => {
      const { network: networkId } = request.params;
      const { html, name } = await renderYears(request, networkId);
      const pdf = await reply.print(html);
      await logAccess(request.acting, { action: 'comparisons.yearsDownloaded', networkId });
      return replyPdf(reply, name, pdf);
    },
  );

  app.get(
    '/municipalities/:municipality/comparison',
    { config: { desk: read }, schema: ofMunicipality },
    async (request, reply) =>
      sendPage(reply, (await renderNetworks(request, request.params.municipality, links)).html),
  );

  app.get(
    '/municipalities/:municipality/comparison.pdf',
    { config: { desk: download }, schema: ofMunicipality },
    async (request, reply) => {
      const { municipality: municipalityId } = request.params;
      const { html, name } = await renderNetworks(request, municipalityId);
      const pdf = await reply.print(html);
      await logAccess(request.acting, { action: 'comparisons.networksDownloaded', municipalityId });
      return replyPdf(reply, name, pdf);
    },
  );

  app.get(
    '/networks/:network/comparison-agreement',
    { config: { desk: { thing: 'network', verb: 'read' } }, schema: ofNetwork },
    async (request, reply) => {
      const t = comparisonTexts(readerLanguage(request));
      const network = await findNetwork(app.db, request.params.network);
      return reply.desk('results/comparisons/comparison-agreement', {
        title: t('comparisons.agreement.title'),
        crumbs: networkCrumbs(request, { network }),
        hrefs: {
          agree: `/desk/networks/${network.id}/comparison-agreement`,
          withdraw: `/desk/networks/${network.id}/comparison-withdrawal`,
        },
        municipality: request.place!.municipalityId,
        isShared: await isComparable(app.db, network.id),
        done: comparisonDone.read(request),
      });
    },
  );

  app.post(
    '/networks/:network/comparison-agreement',
    { config: { desk: change }, schema: ofNetwork },
    (request, reply) => set(reply, request.params.network, true),
  );

  app.post(
    '/networks/:network/comparison-withdrawal',
    { config: { desk: change }, schema: ofNetwork },
    (request, reply) => set(reply, request.params.network, false),
  );

  async function renderYears(request: FastifyRequest, networkId: string, links?: Links) {
    const language = readerLanguage(request);
    const years = await findYearComparison(app.db, { reader: request.session, networkId, language });
    const html = renderComparison(links ? { ...years, links } : years);
    return { html, name: nameComparison(language, [years.municipality.name, years.network.name]) };
  }

  async function renderNetworks(request: FastifyRequest, municipalityId: string, links?: Links) {
    const language = readerLanguage(request);
    const reader = request.session;
    const networks = await findNetworkComparison(app.db, { reader, municipalityId, language });
    const html = renderNetworkComparison(links ? { ...networks, links } : networks);
    return { html, name: nameComparison(language, [networks.municipality.name]) };
  }

  async function set(reply: FastifyReply, networkId: string, wanted: boolean) {
    await setComparability(reply.request.acting, networkId, wanted);
    const done = wanted ? 'agreed' : 'withdrawn';
    return reply.redirect(
      comparisonDone.after(`/desk/networks/${networkId}/comparison-agreement`, done),
      303,
    );
  }
}

function nameComparison(language: Language, of: readonly string[]): string {
  return nameFile([comparisonTexts(language)('comparisons.file'), ...of]);
}

// Like a factsheet it has a policy of its own, so that it also works as a saved file.
function sendPage(reply: FastifyReply, html: string) {
  return reply
    .header('content-security-policy', readPolicy(html))
    .type('text/html; charset=utf-8')
    .send(html);
}
