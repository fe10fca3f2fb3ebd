/** Doubles on the desk: likely ones, two beside each other with what merging does, and the merging itself. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { Line, networkParams, RevisionField, readQuery } from '../../desk/fields.ts';
import { languageOf, type Refused, showRefused, submitForm } from '../../desk/submit-form.ts';
import { crumbsOf, hrefsOf, networkDone } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import { networkTexts } from '../../networks/texts.ts';
import { findOwnProfile } from '../../social-map/profiles.ts';
import { socialMapTexts } from '../../social-map/texts.ts';
import type { App } from '../../web/fastify.ts';
import { describePartner } from '../describe-partner.ts';
import { listPartnerNames } from '../partner-lists.ts';
import type { Partner } from '../partners.ts';
import { listPeople } from '../people/people.ts';
import { findPair, listBegunRounds, listLikelyDoubles, mergePartners } from './partner-merges.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };

export async function deskPartnerMergeRoutes(app: App) {
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
      config: { desk: { thing: 'network', verb: 'change', action: 'networks.partnersMerged' } },
      schema: {
        params: networkParams,
        body: Type.Object({
          keep: Line,
          drop: Line,
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
          const pair = await findPair(app.db, network, { keep, drop });
          await mergePartners(app.db, network, {
            keep,
            drop,
            keepRevision: Number(keepRevision),
            dropRevision: Number(dropRevision),
          });
          request.logged = { thingId: keep, note: `${pair.drop.name} → ${pair.keep.name}` };
          return networkDone.after(`/desk/partners/${keep}`, 'partnersMerged');
        },
        (refused) =>
          refused.conflict
            ? showPair(reply, network, { keep, drop }, refused)
            : showChoice(reply, network, { keep, drop }, refused),
      );
    },
  );

  async function showChoice(
    reply: FastifyReply,
    id: string,
    values: { keep: string; drop: string },
    refused?: Refused,
  ) {
    const { request } = reply;
    const t = networkTexts(languageOf(request));
    const network = await findNetwork(app.db, id);
    const names = await listPartnerNames(app.db, id);
    const groups = await listLikelyDoubles(app.db, id);
    return reply.desk('partners/merge/partner-duplicates', {
      title: t('networks.doubles.title'),
      crumbs: crumbsOf(request, { network, partners: true }),
      ...hrefsOf(network),
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
        { value: '', label: t('networks.doubles.choose') },
        ...names.map((partner) => ({ value: partner.id, label: partner.name })),
      ],
      problems: refused?.problems,
    });
  }

  async function showPair(
    reply: FastifyReply,
    id: string,
    pair: { keep: string; drop: string },
    refused?: Refused,
  ) {
    const { request } = reply;
    const language = languageOf(request);
    const t = networkTexts(languageOf(request));
    const { keep, drop } = await findPair(app.db, id, pair);
    const [kept, dropped] = [await describe(keep), await describe(drop)];
    const rounds = await listBegunRounds(app.db, drop.id);
    return reply.desk('partners/merge/partner-merge', {
      title: t('networks.merge.title'),
      crumbs: crumbsOf(request, { network: keep.network, partners: true }),
      ...hrefsOf(keep.network),
      drop,
      sides: [
        { ...kept, badge: { kind: 'ok', label: t('networks.merge.stays') } },
        { ...dropped, badge: { kind: 'warning', label: t('networks.merge.goes') } },
      ],
      peopleSentence: t('networks.merge.people', {
        count: dropped.people.length,
        drop: drop.name,
        keep: keep.name,
      }),
      profileSentence:
        (await findOwnProfile(app.db, drop.id)) &&
        socialMapTexts(languageOf(request))('profiles.merge', { drop: drop.name, keep: keep.name }),
      fields: {
        keep: keep.id,
        drop: drop.id,
        keepRevision: keep.revision,
        dropRevision: drop.revision,
      },
      openRounds: rounds.filter(({ open }) => open),
      closedRounds: rounds.filter(({ open }) => !open),
      other: `?${new URLSearchParams({ keep: pair.drop, drop: pair.keep })}`,
      problems: refused?.problems,
    });

    async function describe(partner: Partner) {
      const people = await listPeople(app.db, [partner.id]);
      return describePartner({ ...partner, people: people.filter(({ archived }) => !archived) }, language);
    }
  }
}
