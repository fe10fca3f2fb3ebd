/** One partner on the desk: what is known of it, changing that, archiving and bringing back. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../desk/desk.ts';
import type { DoneKey } from '../desk/done.ts';
import { LineField, partnerParams, RevisionField } from '../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../desk/submit-form.ts';
import type { Acting } from '../log/act.ts';
import { networkCrumbs, networkHome } from '../networks/network-frame.ts';
import type { App } from '../web/fastify.ts';
import type { ConflictRow, FieldOption } from '../web/parts/parts.ts';
import { archivePartner } from './archive-partner.ts';
import { type BegunRound, listBegunRounds } from './begun-rounds.ts';
import { changePartner } from './change-partner.ts';
import {
  type DescribedPerson,
  describePartner,
  describePerson,
  listKindChoices,
} from './describe-partner.ts';
import type { ProfileMerge } from './merge/merge-partners.ts';
import { separatePartners } from './merge/separate-partners.ts';
import { findMerge, listMergedPartners } from './merge/stored-merges.ts';
import { partnerDone } from './partner-done.ts';
import type { TypedPartner } from './partner-fields.ts';
import { partnerKinds } from './partner-kinds.ts';
import { findPartner, type Partner } from './partners.ts';
import type { AskingOptions, PartnerAsking } from './people/asking.ts';
import { listPeople } from './people/people.ts';
import { restorePartner } from './restore-partner.ts';
import { partnerTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'partners/partner': Record<'mergeHref' | 'archiveHref' | 'returnHref' | 'newPersonHref', string> & {
      done: string | undefined;
      partner: Partner;
      values: TypedPartner;
      kinds: readonly FieldOption[];
      people: readonly DescribedPerson[];
      hasPeoplePart: boolean;
      archivedPeople: readonly DescribedPerson[];
      openRounds: readonly BegunRound[];
      /** The merge of this partner into another can be undone here. */
      separationHref: string | undefined;
      /** Partners that went into this one. */
      merged: readonly { id: string; name: string; separationHref: string }[];
      /** Of each round that runs: who is not invited. */
      asking: readonly PartnerAsking[];
      conflict: readonly ConflictRow[] | undefined;
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

export async function deskPartnerRoutes(
  app: App,
  { asking, profiles }: AskingOptions & { profiles: ProfileMerge },
) {
  app.get(
    '/partners/:partner',
    { config: { desk: read }, schema: { params: partnerParams } },
    (request, reply) => showPartner(reply, request.params.partner),
  );

  app.post(
    '/partners/:partner',
    {
      config: { desk: change },
      schema: {
        params: partnerParams,
        body: Type.Object({ name: LineField, kind: LineField, size: LineField, revision: RevisionField }),
      },
    },
    (request, reply) => {
      const { partner } = request.params;
      const { revision, ...typed } = request.body;
      return submitForm(
        reply,
        async () => {
          await changePartner(request.acting, partner, { ...typed, revision: Number(revision) });
          return partnerDone.after(`/desk/partners/${partner}`, 'changed');
        },
        (refused) => showPartner(reply, partner, { typed, ...refused }),
      );
    },
  );

  for (const [path, done, changePlace] of [
    ['archive', 'archived', archivePartner],
    ['return', 'returned', restorePartner],
    ['separation', 'separated', (acting, id) => separatePartners(acting, id, profiles)],
  ] as [string, DoneKey<typeof partnerDone>, (acting: Acting, partner: string) => Promise<void>][]) {
    app.post(
      `/partners/:partner/${path}`,
      { config: { desk: change }, schema: { params: partnerParams } },
      (request, reply) => {
        const { partner } = request.params;
        return submitForm(
          reply,
          async () => {
            await changePlace(request.acting, partner);
            return partnerDone.after(`/desk/partners/${partner}`, done);
          },
          ({ problems }) => showPartner(reply, partner, { problems: problems.map(withoutField) }),
        );
      },
    );
  }

  async function showPartner(
    reply: FastifyReply,
    id: string,
    { typed, problems, conflict = false }: { typed?: TypedPartner } & Partial<Refused> = {},
  ) {
    const { request } = reply;
    const language = readerLanguage(request);
    const t = partnerTexts(language);
    const partner = await findPartner(app.db, id);
    const people = (await listPeople(app.db, [id])).map((person) => describePerson(person, language));
    const shown = describePartner(partner, language);
    const kinds = listKindChoices(language);
    const typedKind = kinds.find(({ value }) => value === typed?.kind)?.label;
    return reply.desk('partners/partner', {
      title: partner.name,
      crumbs: networkCrumbs(request, { network: partner.network, partners: true }),
      done: partnerDone.read(request),
      mergeHref: `${networkHome(partner.network)}/merge?drop=${id}`,
      archiveHref: `/desk/partners/${id}/archive`,
      returnHref: `/desk/partners/${id}/return`,
      newPersonHref: `/desk/partners/${id}/people/new`,
      partner,
      values: typed ?? { name: partner.name, kind: partner.kind ?? '', size: shown.size },
      kinds,
      people: people.filter(({ archived }) => !archived),
      hasPeoplePart: people.length > 0 || !partner.archived,
      archivedPeople: people.filter(({ archived }) => archived),
      separationHref: (await findMerge(app.db, id)) && `/desk/partners/${id}/separation`,
      merged: (await listMergedPartners(app.db, id)).map((one) => ({
        ...one,
        separationHref: `/desk/partners/${one.id}/separation`,
      })),
      asking: await asking.ofPartner(app.db, id, language),
      openRounds: (await listBegunRounds(app.db, id)).filter(({ open }) => open),
      problems,
      conflict: conflict
        ? [
            { label: t('partners.partner.name'), stored: partner.name, typed: typed?.name },
            {
              label: t('partners.partner.kind'),
              stored: shown.kind,
              typed: partnerKinds.includes(typed?.kind as never) ? typedKind : '',
            },
            { label: t('partners.partner.size'), stored: shown.size, typed: typed?.size },
          ]
        : undefined,
    });
  }
}

/** A problem of something that has no field on this page. */
function withoutField({ sentence }: { sentence: string }) {
  return { where: '', sentence };
}
