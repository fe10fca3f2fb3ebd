/** The texts of a municipality at the desk, which its networks have until they get their own. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../desk/desk.ts';
import { readerLanguage } from '../desk/submit-form.ts';
import { submitOnce } from '../desk/submit-once.ts';
import { findMunicipalityTexts } from '../networks/municipality-texts.ts';
import type { App } from '../web/fastify.ts';
import { changeMunicipalityTexts } from './change-municipality-texts.ts';
import { privacyDone } from './privacy-done.ts';
import { privacyTexts } from './texts.ts';
import { describeTexts, type ShownAgain, TextsForm } from './texts-page.ts';

const read: DeskRule = { thing: 'looks', verb: 'read' };
const change: DeskRule = { thing: 'looks', verb: 'change' };
const params = Type.Object({ municipality: Type.String() });

export async function deskMunicipalityTextsRoutes(app: App) {
  app.get(
    '/municipalities/:municipality/texts',
    { config: { desk: read }, schema: { params } },
    (request, reply) => showForm(reply, request.params.municipality),
  );

  app.post(
    '/municipalities/:municipality/texts',
    { config: { desk: change }, schema: { params, body: TextsForm } },
    (request, reply) => {
      const { municipality } = request.params;
      const { revision, ...typed } = request.body;
      return submitOnce(
        reply,
        async (acting) => {
          await changeMunicipalityTexts(acting, municipality, typed, Number(revision));
          return privacyDone.after(pageOf(municipality), 'commonSaved');
        },
        (refused) => showForm(reply, municipality, { typed, ...refused }),
      );
    },
  );

  async function showForm(reply: FastifyReply, id: string, again: ShownAgain = {}) {
    const { request } = reply;
    const t = privacyTexts(readerLanguage(request));
    const { municipality, texts, revision } = await findMunicipalityTexts(app.db, id);
    const looks = `/desk/municipalities/${id}/looks`;
    return reply.desk('privacy/privacy', {
      title: t('privacy.common.title', { name: municipality.name }),
      crumbs: [{ href: '/desk/looks', label: t('privacy.common.crumb') }],
      intro: t('privacy.common.intro'),
      action: pageOf(id),
      home: looks,
      revision,
      missingText: t('privacy.common.missing'),
      whose: undefined,
      ...describeTexts(request, texts, again),
    });
  }
}

function pageOf(municipalityId: string): string {
  return `/desk/municipalities/${municipalityId}/texts`;
}
