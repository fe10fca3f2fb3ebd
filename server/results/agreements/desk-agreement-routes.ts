/** What partners agreed on after a round: the list by facet, and recording, changing, marking and removing one. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { isWithheld } from '../../../scoring/scores.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { Line, networkParams, RevisionField, readQuery } from '../../desk/fields.ts';
import { languageOf, type Refused, submitForm } from '../../desk/submit-form.ts';
import { crumbsOf } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import { listRounds, type Round } from '../../rounds/rounds.ts';
import { findScores } from '../../rounds/scores/scores.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import type { App } from '../../web/fastify.ts';
import { agreementDone, change, compareVersions, placeOf, read } from './agreement-frame.ts';
import {
  type Agreement,
  type AgreementWish,
  addAgreement,
  changeAgreement,
  findAgreement,
  listAgreements,
  markAgreement,
  removeAgreement,
} from './agreements.ts';
import { describeAgreement } from './describe-agreements.ts';
import { listFacetChoices, nameFacets } from './describe-facets.ts';
import { agreementTexts } from './texts.ts';

const agreementParams = Type.Object({ agreement: Type.String() });
const fields = { round: Line, facet: Line, what: Line, who: Line, byWhen: Line, note: Line };

export async function deskAgreementRoutes(app: App) {
  app.get(
    '/networks/:network/agreements',
    { config: { desk: read }, schema: { params: networkParams } },
    async (request, reply) => {
      const t = agreementTexts(languageOf(request));
      const network = await findNetwork(app.db, request.params.network);
      const agreements = await listAgreements(app.db, network.id);
      const closed = await listClosed(network.id);
      const late = agreements.filter(({ state }) => state === 'late').length;
      return reply.desk('results/agreements/agreements', {
        title: t('agreements.title'),
        crumbs: crumbsOf(request, { network }),
        done: agreementDone.read(request),
        newHref: `/desk/networks/${network.id}/agreements/new`,
        roundsHref: `/desk/networks/${network.id}/rounds`,
        canAdd: closed.length > 0,
        counts: t('agreements.counts', {
          done: agreements.filter(({ state }) => state === 'done').length,
          count: agreements.length,
        }),
        late: late > 0 && t('agreements.late', { count: late }),
        facets: groupByFacet(request, agreements, closed),
      });
    },
  );

  app.get(
    '/networks/:network/agreements/new',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) => {
      const values = { round: readQuery(request, 'round'), facet: readQuery(request, 'facet') };
      return showNew(reply, request.params.network, values);
    },
  );

  app.post(
    '/networks/:network/agreements',
    {
      config: { desk: change('made') },
      schema: { params: networkParams, body: Type.Object(fields) },
    },
    (request, reply) => {
      const { network } = request.params;
      return submitForm(
        reply,
        async () => {
          request.logged = { thingId: await addAgreement(app.db, network, request.body) };
          return agreementDone.after(`/desk/networks/${network}/agreements`, 'made');
        },
        (refused) => showNew(reply, network, request.body, refused),
      );
    },
  );

  app.get(
    '/agreements/:agreement',
    { config: { desk: read }, schema: { params: agreementParams } },
    (request, reply) => showAgreement(reply, request.params.agreement),
  );

  app.post(
    '/agreements/:agreement',
    {
      config: { desk: change('changed') },
      schema: { params: agreementParams, body: Type.Object({ ...fields, revision: RevisionField }) },
    },
    (request, reply) => {
      const { agreement: id } = request.params;
      return submitForm(
        reply,
        async () => {
          const { network } = await findAgreement(app.db, id);
          await changeAgreement(app.db, id, { ...request.body, revision: Number(request.body.revision) });
          request.logged = { thingId: id };
          return agreementDone.after(`/desk/networks/${network.id}/agreements`, 'changed');
        },
        (refused) => showAgreement(reply, id, { typed: request.body, ...refused }),
      );
    },
  );

  for (const [path, action] of [
    ['completion', 'completed'],
    ['reopening', 'reopened'],
    ['removal', 'removed'],
  ] as const) {
    app.post(
      `/agreements/:agreement/${path}`,
      { config: { desk: change(action) }, schema: { params: agreementParams } },
      async (request, reply) => {
        const { id, network } = await findAgreement(app.db, request.params.agreement);
        request.logged = { thingId: id };
        if (path === 'removal') await removeAgreement(app.db, id);
        else await markAgreement(app.db, id, path === 'completion');
        return reply.redirect(agreementDone.after(`/desk/networks/${network.id}/agreements`, action), 303);
      },
    );
  }

  app.get(
    '/agreements/:agreement/removal',
    { config: { desk: read }, schema: { params: agreementParams } },
    async (request, reply) => {
      const agreement = await findAgreement(app.db, request.params.agreement);
      const network = await findNetwork(app.db, agreement.network.id);
      const { list, crumbs } = placeOf(request, network, 'agreements');
      return reply.desk('results/agreements/agreement-removal', {
        title: agreementTexts(languageOf(request))('agreements.removal.title'),
        crumbs,
        agreement,
        action: `/desk/agreements/${agreement.id}/removal`,
        back: list,
      });
    },
  );

  async function listClosed(networkId: string): Promise<Round[]> {
    return (await listRounds(app.db, networkId)).filter(({ status }) => status === 'closed');
  }

  async function showNew(
    reply: FastifyReply,
    networkId: string,
    typed: Partial<AgreementWish>,
    refused?: Refused,
  ) {
    const { request } = reply;
    const t = agreementTexts(languageOf(request));
    const network = await findNetwork(app.db, networkId);
    const { list, crumbs } = placeOf(request, network, 'agreements');
    return reply.desk('results/agreements/agreement-form', {
      title: t('agreements.new.title'),
      crumbs,
      action: list,
      back: list,
      roundsHref: `/desk/networks/${network.id}/rounds`,
      ...(await describeForm(request, network.id, typed)),
      problems: refused?.problems,
    });
  }

  async function showAgreement(
    reply: FastifyReply,
    id: string,
    { typed, problems, conflict }: { typed?: AgreementWish } & Partial<Refused> = {},
  ) {
    const { request } = reply;
    const t = agreementTexts(languageOf(request));
    const agreement = await findAgreement(app.db, id);
    const network = await findNetwork(app.db, agreement.network.id);
    const stored: AgreementWish = { ...agreement, round: agreement.round.id };
    const form = await describeForm(request, network.id, typed ?? stored);
    const { list, crumbs } = placeOf(request, network, 'agreements');
    return reply.desk('results/agreements/agreement-form', {
      title: t('agreements.edit'),
      crumbs,
      action: `/desk/agreements/${id}`,
      back: list,
      removal: `/desk/agreements/${id}/removal`,
      revision: String(agreement.revision),
      ...form,
      problems,
      conflict:
        conflict &&
        compareVersions(stored, typed, [
          { label: t('agreements.round'), field: 'round', choices: form.rounds },
          { label: t('agreements.facet'), field: 'facet', choices: form.facets },
          { label: t('agreements.whatLabel'), field: 'what' },
          { label: t('agreements.whoLabel'), field: 'who' },
          { label: t('agreements.whenLabel'), field: 'byWhen' },
          { label: t('agreements.noteLabel'), field: 'note' },
        ]),
    });
  }

  /** The form begins at the latest closed round, and calls its weaknesses by that name. */
  async function describeForm(request: FastifyRequest, networkId: string, typed: Partial<AgreementWish>) {
    const language = languageOf(request);
    const closed = await listClosed(networkId);
    const round = closed.find(({ id }) => id === typed.round) ?? closed[0];
    const conclusion = round && (await findScores(app.db, round, { kind: 'network' }))?.conclusion;
    const weak = conclusion && !isWithheld(conclusion) ? conclusion.weaknesses : [];
    const instrument = round ? requireInstrument(round.instrument) : latestInstrument;
    return {
      hasRound: round !== undefined,
      isOneRound: closed.length === 1,
      rounds: closed.map(({ id, name }) => ({ value: id, label: name })),
      facets: listFacetChoices(instrument, language, weak),
      values: { ...typed, round: round?.id },
    };
  }
}

/** In the order of the instrument of the latest round; a facet that it does not have goes by its id, at the end. */
function groupByFacet(request: FastifyRequest, agreements: readonly Agreement[], closed: readonly Round[]) {
  const language = languageOf(request);
  const t = agreementTexts(languageOf(request));
  const instruments = closed.map((round) => requireInstrument(round.instrument));
  const names = nameFacets(instruments[0] ?? latestInstrument, language);
  for (const { facet } of agreements) if (!names.has(facet)) names.set(facet, facet);
  return [...names].flatMap(([id, name]) => {
    const own = agreements.filter(({ facet }) => facet === id);
    if (own.length === 0) return [];
    return {
      name,
      caption: t('agreements.caption', { facet: name }),
      agreements: own.map((agreement) => ({
        ...agreement,
        ...describeAgreement(agreement, language),
        href: `/desk/agreements/${agreement.id}`,
        completion: `/desk/agreements/${agreement.id}/completion`,
        reopening: `/desk/agreements/${agreement.id}/reopening`,
        removal: `/desk/agreements/${agreement.id}/removal`,
        isDone: agreement.state === 'done',
      })),
    };
  });
}
