/** What a network says about privacy: the form, and how the start page of the questionnaire shows it. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { PrivacyTexts } from '../database/schema.ts';
import { LineField, networkParams, RevisionField } from '../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../desk/submit-form.ts';
import { networkCrumbs } from '../networks/network-frame.ts';
import { findNetwork } from '../networks/networks.ts';
import type { App } from '../web/fastify.ts';
import type { FieldOption } from '../web/parts/parts.ts';
import { changePrivacy, type TypedPrivacy } from './change-privacy.ts';
import { describePrivacy, type PrivacyView } from './describe-privacy.ts';
import { findPrivacy, legalGrounds, listMissing } from './privacy.ts';
import { privacyDone } from './privacy-done.ts';
import { privacyTexts } from './texts.ts';

interface PrivacyPage {
  done: string | undefined;
  action: string;
  home: string;
  revision: number;
  values: PrivacyTexts | TypedPrivacy;
  grounds: FieldOption[];
  missing: string[];
  /** What somebody else stored meanwhile. */
  stored: { label: string; text: string }[] | undefined;
  preview: PrivacyView;
}

declare module '../web/views.ts' {
  interface DeskViews {
    'privacy/privacy': PrivacyPage;
  }
}

const PrivacyForm = Type.Object({
  controller: LineField,
  purpose: LineField,
  legalGround: LineField,
  legalBasis: LineField,
  contact: LineField,
  keepMonths: LineField,
  revision: RevisionField,
});

/** Fields whose short name is that of another. */
const labels: Record<string, string> = { legalBasis: 'legalGround', keepMonths: 'keep' };

export async function deskPrivacyRoutes(app: App) {
  app.get(
    '/networks/:network/privacy',
    { config: { desk: { thing: 'network', verb: 'read' } }, schema: { params: networkParams } },
    (request, reply) => showForm(reply, request.params.network, {}),
  );

  app.post(
    '/networks/:network/privacy',
    {
      config: { desk: { thing: 'network', verb: 'change' } },
      schema: { params: networkParams, body: PrivacyForm },
    },
    (request, reply) => {
      const { network } = request.params;
      const { revision, ...typed } = request.body;
      return submitForm(
        reply,
        async () => {
          await changePrivacy(request.acting, network, typed, Number(revision));
          return privacyDone.after(`/desk/networks/${network}/privacy`, 'saved');
        },
        (refused) => showForm(reply, network, { typed, ...refused }),
      );
    },
  );

  async function showForm(
    reply: FastifyReply,
    id: string,
    { typed, problems, conflict }: { typed?: TypedPrivacy } & Partial<Refused>,
  ) {
    const { request } = reply;
    const language = readerLanguage(request);
    const t = privacyTexts(language);
    const network = await findNetwork(app.db, id);
    const { revision, ...stored } = await findPrivacy(app.db, id);
    return reply.desk('privacy/privacy', {
      title: t('privacy.title'),
      crumbs: networkCrumbs(request, { network }),
      done: privacyDone.read(request),
      problems: problems?.map((problem) => ({
        ...problem,
        label: problem.where && t.find(`privacy.start.${labels[problem.where] ?? problem.where}`),
      })),
      action: `/desk/networks/${id}/privacy`,
      home: `/desk/networks/${id}`,
      revision,
      values: typed ?? stored,
      grounds: legalGrounds.map((ground) => ({
        value: ground,
        label: t(`privacy.form.grounds.${ground}`),
        hint: t(`privacy.grounds.${ground}`),
      })),
      missing: listMissing(stored).map((name) => t(`privacy.missing.${name}`)),
      stored: conflict && typed ? listOthers(stored, typed, language) : undefined,
      preview: describePrivacy(stored, { sender: t('privacy.preview.sender') }, language),
    });
  }
}

/** The fields in which what is stored is not what was typed. */
function listOthers(stored: PrivacyTexts, typed: TypedPrivacy, language: 'nl' | 'en') {
  const t = privacyTexts(language);
  const show = {
    ...stored,
    legalGround: stored.legalGround && t(`privacy.form.grounds.${stored.legalGround}`),
  };
  return (Object.keys(stored) as (keyof PrivacyTexts)[])
    .filter((name) => String(stored[name]) !== typed[name].trim())
    .map((name) => ({
      label: t(`privacy.form.${name}`),
      text: String(show[name]) || t('privacy.conflict.none'),
    }));
}
