/**
 * The social map at the desk: the map for everybody who may read results, and for the coordinator which partners are
 * on it, and correcting, hiding and showing what one of them wrote.
 */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { checkProfile } from '../../survey/check-profile.ts';
import { describeProblem } from '../../survey/problems.ts';
import { emptyProfile } from '../../survey/profile.ts';
import type { DeskRule } from '../desk/desk.ts';
import { createDone } from '../desk/done.ts';
import { networkParams, partnerParams, RevisionField } from '../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../desk/submit-form.ts';
import { logAccess } from '../log/log-access.ts';
import { networkCrumbs } from '../networks/network-frame.ts';
import { findNetwork } from '../networks/networks.ts';
import { findPartner } from '../partners/partners.ts';
import { findOwnProfile } from '../profiles/profiles.ts';
import { profilePageTexts } from '../profiles/texts.ts';
import { Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { makeView } from '../web/make-view.ts';
import { replyPdf } from '../web/send-pdf.ts';
import { correctProfile } from './correct-profile.ts';
import { describeProfileForm, describeProfileRow } from './describe-profile.ts';
import { hideProfile } from './hide-profile.ts';
import { printMap, sendMapPage } from './send-social-map.ts';
import { listProfiles } from './social-maps.ts';

const readMap: DeskRule = { thing: 'results', verb: 'read' };
const downloadMap: DeskRule = { thing: 'results', verb: 'download' };
const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };
const ofNetwork = { params: networkParams };
const ofPartner = { params: partnerParams };

const mapDone = createDone('profiles');

declare module '../web/views.ts' {
  interface DeskViews {
    'social-map/social-map': {
      done: string | undefined;
      hrefs: Record<'page' | 'pdf' | 'rounds' | 'partners', string>;
      counts: string;
      profiles: ReturnType<typeof describeProfileRow>[];
    };
    'social-map/profile': ReturnType<typeof describeProfileForm> & {
      back: string;
      action: string;
      revision: number;
      archived: boolean;
      /** Where a profile is hidden that is on the map. */
      hiding: string | undefined;
      /** Where one that is hidden is shown again. */
      showing: string | undefined;
    };
  }
}

export async function deskSocialMapRoutes(app: App) {
  app.get(
    '/networks/:network/social-map',
    { config: { desk: read }, schema: ofNetwork },
    async (request, reply) => {
      const t = profilePageTexts(readerLanguage(request));
      const language = readerLanguage(request);
      const network = await findNetwork(app.db, request.params.network);
      const profiles = await listProfiles(app.db, network.id);
      const home = `/desk/networks/${network.id}`;
      return reply.desk('social-map/social-map', {
        title: t('profiles.title'),
        crumbs: networkCrumbs(request, { network }),
        done: mapDone.read(request),
        hrefs: {
          page: `${home}/social-map/page`,
          pdf: `${home}/social-map.pdf`,
          rounds: `${home}/rounds`,
          partners: `${home}/partners`,
        },
        counts: t('profiles.counts', {
          count: profiles.length,
          shown: profiles.filter(({ state }) => state === 'shown').length,
        }),
        profiles: profiles.map((row) => describeProfileRow(row, language)),
      });
    },
  );

  app.get(
    '/networks/:network/social-map/page',
    { config: { desk: readMap }, schema: ofNetwork },
    (request, reply) => {
      const { network } = request.params;
      const home = `/desk/networks/${network}/social-map`;
      const isKeeper = ['coordinator', 'operator'].includes(request.session.role);
      return sendMapPage(app, reply, {
        networkId: network,
        language: readerLanguage(request),
        links: { page: `${home}/page`, pdf: `${home}.pdf`, back: isKeeper ? home : '/desk/results' },
      });
    },
  );

  app.get(
    '/networks/:network/social-map.pdf',
    { config: { desk: downloadMap }, schema: ofNetwork },
    async (request, reply) => {
      const { network: networkId } = request.params;
      const { name, pdf } = await printMap(app, reply, { networkId, language: readerLanguage(request) });
      await logAccess(request.acting, { action: 'profiles.downloaded', networkId });
      return replyPdf(reply, name, pdf);
    },
  );

  app.get('/partners/:partner/profile', { config: { desk: read }, schema: ofPartner }, (request, reply) =>
    showProfile(reply, request.params.partner),
  );

  app.post(
    '/partners/:partner/profile',
    {
      config: { desk: change },
      schema: { ...ofPartner, body: Type.Object({ revision: RevisionField }) },
    },
    (request, reply) => {
      const { partner: id } = request.params;
      const { revision, csrf: _csrf, ...typed } = request.body as Record<string, unknown>;
      return submitForm(
        reply,
        async () => {
          const checked = checkProfile(typed);
          if ('problems' in checked) {
            throw new Refusal(422, 'invalidRequest', {}, (language) =>
              checked.problems.map((problem) => ({
                where: problem.where,
                sentence: describeProblem(problem, language),
              })),
            );
          }
          const { network } = await findPartner(app.db, id);
          const { content } = checked;
          await correctProfile(request.acting, id, { content, revision: Number(revision), view: makeView() });
          return mapDone.after(`/desk/networks/${network.id}/social-map`, 'changed');
        },
        (refused) => showProfile(reply, id, { typed, ...refused }),
      );
    },
  );

  for (const [path, done, isHidden] of [
    ['hiding', 'hidden', true],
    ['showing', 'shown', false],
  ] as const) {
    app.post(
      `/partners/:partner/profile/${path}`,
      { config: { desk: change }, schema: ofPartner },
      async (request, reply) => {
        const { id, network } = await findPartner(app.db, request.params.partner);
        await hideProfile(request.acting, id, isHidden);
        return reply.redirect(mapDone.after(`/desk/networks/${network.id}/social-map`, done), 303);
      },
    );
  }

  async function showProfile(
    reply: FastifyReply,
    id: string,
    { typed, problems, conflict = false }: { typed?: Record<string, unknown> } & Partial<Refused> = {},
  ) {
    const { request } = reply;
    const t = profilePageTexts(readerLanguage(request));
    const partner = await findPartner(app.db, id);
    const stored = await findOwnProfile(app.db, id);
    const content = stored?.content ?? emptyProfile;
    const home = `/desk/partners/${id}/profile`;
    return reply.desk('social-map/profile', {
      title: t('profiles.form.title', { partner: partner.name }),
      crumbs: networkCrumbs(request, { network: partner.network, partners: true, partner }),
      back: `/desk/networks/${partner.network.id}/social-map`,
      action: home,
      revision: stored?.revision ?? 0,
      archived: partner.archived,
      hiding: stored && !stored.hidden ? `${home}/hiding` : undefined,
      showing: stored?.hidden ? `${home}/showing` : undefined,
      ...describeProfileForm(readerLanguage(request), { content, typed, conflict }),
      problems,
    });
  }
}
