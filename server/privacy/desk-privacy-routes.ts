/** What a network says about privacy and who asks: its form, and the way back to the texts of the municipality. */
import type { FastifyReply } from 'fastify';
import type { DeskRule } from '../desk/desk.ts';
import { networkParams } from '../desk/fields.ts';
import { readerLanguage, submitForm } from '../desk/submit-form.ts';
import { findMunicipalityTexts } from '../networks/municipality-texts.ts';
import { networkCrumbs, networkHome } from '../networks/network-frame.ts';
import { findNetwork } from '../networks/networks.ts';
import type { App } from '../web/fastify.ts';
import { changePrivacy } from './change-privacy.ts';
import { followMunicipality } from './follow-municipality.ts';
import { findTexts } from './privacy.ts';
import { privacyDone } from './privacy-done.ts';
import { privacyTexts } from './texts.ts';
import { describeTexts, listOthers, type ShownAgain, TextsForm } from './texts-page.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

export async function deskPrivacyRoutes(app: App) {
  app.get(
    '/networks/:network/privacy',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) => showForm(reply, request.params.network),
  );

  app.post(
    '/networks/:network/privacy',
    { config: { desk: change }, schema: { params: networkParams, body: TextsForm } },
    (request, reply) => {
      const { network } = request.params;
      const { revision, ...typed } = request.body;
      return submitForm(
        reply,
        async () => {
          await changePrivacy(request.acting, network, typed, Number(revision));
          return privacyDone.after(pageOf(network), 'saved');
        },
        (refused) => showForm(reply, network, { typed, ...refused }),
      );
    },
  );

  app.post(
    '/networks/:network/privacy/of-municipality',
    { config: { desk: change }, schema: { params: networkParams } },
    (request, reply) => {
      const { network } = request.params;
      return submitForm(
        reply,
        async () => {
          await followMunicipality(request.acting, network);
          return privacyDone.after(pageOf(network), 'followed');
        },
        (refused) => showForm(reply, network, refused),
      );
    },
  );

  async function showForm(reply: FastifyReply, id: string, again: ShownAgain = {}) {
    const { request } = reply;
    const language = readerLanguage(request);
    const t = privacyTexts(language);
    const network = await findNetwork(app.db, id);
    const { revision, ownTexts, municipalityId, ...stored } = await findTexts(app.db, id);
    const common = await findMunicipalityTexts(app.db, municipalityId);
    const name = common.municipality.name;
    return reply.desk('privacy/privacy', {
      title: t('privacy.title'),
      crumbs: networkCrumbs(request, { network }),
      intro: t('privacy.intro'),
      action: pageOf(id),
      home: networkHome(network),
      revision,
      missingText: t('privacy.missing.text'),
      whose:
        common.revision === 0
          ? undefined
          : {
              text: t(ownTexts ? 'privacy.whose.own' : 'privacy.whose.municipality', { name }),
              action: ownTexts ? `${pageOf(id)}/of-municipality` : undefined,
              differs: ownTexts ? listOthers(common.texts, stored, language) : [],
            },
      ...describeTexts(request, stored, again),
    });
  }
}

function pageOf(networkId: string): string {
  return `/desk/networks/${networkId}/privacy`;
}
