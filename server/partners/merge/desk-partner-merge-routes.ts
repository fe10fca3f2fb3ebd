/** Duplicates on the desk: likely ones, two side by side with what merging does, and the merging itself. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { LineField, networkParams, RevisionField, readQuery } from '../../desk/fields.ts';
import { type Refused, readerLanguage, showRefused, submitForm } from '../../desk/submit-form.ts';
import { networkCrumbs, networkHome } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import type { App } from '../../web/fastify.ts';
import type { FieldOption, StatusKind } from '../../web/parts/parts.ts';
import { type BegunRound, listBegunRounds } from '../begun-rounds.ts';
import { type DescribedPartner, describePartner, describePerson } from '../describe-partner.ts';
import { partnerDone } from '../partner-done.ts';
import { listPartnerNames } from '../partner-lists.ts';
import type { Partner } from '../partners.ts';
import { listPeople, type Person } from '../people/people.ts';
import { partnerTexts } from '../texts.ts';
import { listLikelyDuplicates } from './likely-duplicates.ts';
import { mergePartners, type ProfileMerge } from './merge-partners.ts';
import { findPartnerPair, type PartnerPair } from './partner-pair.ts';
import { findSamePeople } from './same-people.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'partners/merge/partner-duplicates': {
      partnersHref: string;
      values: PartnerPair<string>;
      /** Are there two to merge? */
      enough: boolean;
      likely: readonly { names: readonly string[]; about: string; href: string }[];
      choices: readonly FieldOption[];
    };
    'partners/merge/partner-merge': {
      mergeHref: string;
      partnersHref: string;
      drop: Partner;
      sides: readonly (DescribedPartner<Partner & { people: readonly Person[] }> & {
        badge: { kind: StatusKind; label: string };
      })[];
      peopleSentence: string;
      /** Who stand at both; undefined when nobody does. */
      sameSentence: string | undefined;
      profileSentence: string | undefined;
      /** Which two, as they were seen. */
      fields: Record<'keep' | 'drop' | 'keepRevision' | 'dropRevision', string | number>;
      openRounds: readonly BegunRound[];
      closedRounds: readonly BegunRound[];
      other: string;
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };

export async function deskPartnerMergeRoutes(app: App, { profiles }: { profiles: ProfileMerge }) {
  // With ?keep=ID&drop=ID both beside each other; else the choice of them.
  app.get(
    '/networks/:network/merge',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) => {
      const { network } = request.params;
      const pair = { keep: readQuery(request, 'keep'), drop: readQuery(request, 'drop') };
      if (!('keep' in (request.query as object))) return showChoice(reply, network, pair);
      return showRefused(
        reply,
        () => showPair(reply, network, pair),
        (refused) => showChoice(reply, network, pair, refused),
      );
    },
  );

  app.post(
    '/networks/:network/merge',
    {
      config: { desk: { thing: 'network', verb: 'change' } },
      schema: {
        params: networkParams,
        body: Type.Object({
          keep: LineField,
          drop: LineField,
          keepRevision: RevisionField,
          dropRevision: RevisionField,
        }),
      },
    },
    (request, reply) => {
      const { network } = request.params;
      const { keep, drop, keepRevision, dropRevision } = request.body;
      return submitForm(
        reply,
        async () => {
          const seen = { keepRevision: Number(keepRevision), dropRevision: Number(dropRevision) };
          await mergePartners(request.acting, network, { keep, drop, ...seen }, profiles);
          return partnerDone.after(`/desk/partners/${keep}`, 'merged');
        },
        (refused) =>
          refused.conflict
            ? showPair(reply, network, { keep, drop }, refused)
            : showChoice(reply, network, { keep, drop }, refused),
      );
    },
  );

  async function showChoice(reply: FastifyReply, id: string, values: PartnerPair<string>, refused?: Refused) {
    const { request } = reply;
    const t = partnerTexts(readerLanguage(request));
    const network = await findNetwork(app.db, id);
    const names = await listPartnerNames(app.db, id);
    const groups = await listLikelyDuplicates(app.db, id);
    return reply.desk('partners/merge/partner-duplicates', {
      title: t('partners.duplicates.title'),
      crumbs: networkCrumbs(request, { network, partners: true }),
      partnersHref: `${networkHome(network)}/partners`,
      values,
      enough: names.length > 1,
      likely: groups.flatMap(([first, ...others]) =>
        others.map((other) => ({
          names: [first!.name, other.name],
          about: `${first!.name} + ${other.name}`,
          href: `?${new URLSearchParams({ keep: first!.id, drop: other.id })}`,
        })),
      ),
      choices: [
        { value: '', label: t('partners.duplicates.choose') },
        ...names.map((partner) => ({ value: partner.id, label: partner.name })),
      ],
      problems: refused?.problems,
    });
  }

  async function showPair(reply: FastifyReply, id: string, asked: PartnerPair<string>, refused?: Refused) {
    const { request } = reply;
    const language = readerLanguage(request);
    const t = partnerTexts(readerLanguage(request));
    const pair = await findPartnerPair(app.db, id, asked);
    const { keep, drop } = pair;
    const [kept, dropped] = [await describe(keep), await describe(drop)];
    const same = findSamePeople(await listPeople(app.db, [keep.id]), await listPeople(app.db, [drop.id]));
    const rounds = await listBegunRounds(app.db, drop.id);
    return reply.desk('partners/merge/partner-merge', {
      title: t('partners.merge.title'),
      crumbs: networkCrumbs(request, { network: keep.network, partners: true }),
      mergeHref: `${networkHome(keep.network)}/merge`,
      partnersHref: `${networkHome(keep.network)}/partners`,
      drop,
      sides: [
        { ...kept, badge: { kind: 'ok', label: t('partners.merge.stays') } },
        { ...dropped, badge: { kind: 'warning', label: t('partners.merge.goes') } },
      ],
      peopleSentence: t('partners.merge.people', {
        count: dropped.people.filter(({ id }) => !same.some((pair) => pair.dropped.id === id)).length,
        drop: drop.name,
        keep: keep.name,
      }),
      sameSentence:
        same.length === 0
          ? undefined
          : t('partners.merge.same', {
              count: same.length,
              people: same.map((pair) => describePerson(pair.kept, language).label).join(', '),
            }),
      profileSentence: await profiles.describe(app.db, pair, language),
      fields: {
        keep: keep.id,
        drop: drop.id,
        keepRevision: keep.revision,
        dropRevision: drop.revision,
      },
      openRounds: rounds.filter(({ open }) => open),
      closedRounds: rounds.filter(({ open }) => !open),
      other: `?${new URLSearchParams({ keep: drop.id, drop: keep.id })}`,
      problems: refused?.problems,
    });

    async function describe(partner: Partner) {
      const people = await listPeople(app.db, [partner.id]);
      return describePartner({ ...partner, people: people.filter(({ archived }) => !archived) }, language);
    }
  }
}
