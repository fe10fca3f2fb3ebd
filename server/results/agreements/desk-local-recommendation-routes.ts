/** A network's own recommendations on the desk: the list, writing and changing one, and the archive. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { latestInstrument } from '../../../survey/versions.ts';
import { Line, networkParams, RevisionField, readQuery } from '../../desk/fields.ts';
import { languageOf, type Refused, submitForm } from '../../desk/submit-form.ts';
import { crumbsOf } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import type { App } from '../../web/fastify.ts';
import { agreementDone, change, compareVersions, placeOf, read } from './agreement-frame.ts';
import { listFacetChoices, nameFacets } from './describe-facets.ts';
import {
  addLocalRecommendation,
  archiveLocalRecommendation,
  changeLocalRecommendation,
  facetClasses,
  findLocalRecommendation,
  type LocalRecommendationWish,
  listLocalRecommendations,
} from './local-recommendations.ts';
import { agreementTexts } from './texts.ts';

const recommendationParams = Type.Object({ recommendation: Type.String() });
const fields = { facet: Line, class: Line, action: Line, text: Line, who: Line, firstStep: Line };

export async function deskLocalRecommendationRoutes(app: App) {
  app.get(
    '/networks/:network/recommendations',
    { config: { desk: read }, schema: { params: networkParams } },
    async (request, reply) => {
      const language = languageOf(request);
      const t = agreementTexts(languageOf(request));
      const network = await findNetwork(app.db, request.params.network);
      const names = nameFacets(latestInstrument, language);
      const ideas = (await listLocalRecommendations(app.db, network.id)).map((idea) => ({
        ...idea,
        href: `/desk/recommendations/${idea.id}`,
        facetName: names.get(idea.facet) ?? idea.facet,
        className: t(idea.class ? `agreements.ideas.classes.${idea.class}` : 'agreements.ideas.anyClass'),
      }));
      return reply.desk('results/agreements/recommendations', {
        title: t('agreements.ideas.title'),
        crumbs: crumbsOf(request, { network }),
        done: agreementDone.read(request),
        newHref: `/desk/networks/${network.id}/recommendations/new`,
        ideas: ideas.filter(({ archived }) => !archived),
        archived: ideas.filter(({ archived }) => archived),
      });
    },
  );

  app.get(
    '/networks/:network/recommendations/new',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) =>
      showNew(reply, request.params.network, { facet: readQuery(request, 'facet'), class: '' }),
  );

  app.post(
    '/networks/:network/recommendations',
    {
      config: { desk: change('ideaMade') },
      schema: { params: networkParams, body: Type.Object(fields) },
    },
    (request, reply) => {
      const { network } = request.params;
      return submitForm(
        reply,
        async () => {
          const id = await addLocalRecommendation(app.db, network, request.body);
          request.logged = { thingId: id, note: request.body.action };
          return agreementDone.after(`/desk/networks/${network}/recommendations`, 'ideaMade');
        },
        (refused) => showNew(reply, network, request.body, refused),
      );
    },
  );

  app.get(
    '/recommendations/:recommendation',
    { config: { desk: read }, schema: { params: recommendationParams } },
    (request, reply) => showRecommendation(reply, request.params.recommendation),
  );

  app.post(
    '/recommendations/:recommendation',
    {
      config: { desk: change('ideaChanged') },
      schema: { params: recommendationParams, body: Type.Object({ ...fields, revision: RevisionField }) },
    },
    (request, reply) => {
      const { recommendation: id } = request.params;
      const { revision, ...wish } = request.body;
      return submitForm(
        reply,
        async () => {
          const { network } = await findLocalRecommendation(app.db, id);
          await changeLocalRecommendation(app.db, id, { ...wish, revision: Number(revision) });
          request.logged = { thingId: id, note: wish.action };
          return agreementDone.after(`/desk/networks/${network.id}/recommendations`, 'ideaChanged');
        },
        (refused) => showRecommendation(reply, id, { typed: wish, ...refused }),
      );
    },
  );

  for (const [path, action] of [
    ['archive', 'ideaArchived'],
    ['return', 'ideaReturned'],
  ] as const) {
    app.post(
      `/recommendations/:recommendation/${path}`,
      { config: { desk: change(action) }, schema: { params: recommendationParams } },
      async (request, reply) => {
        const { id, network } = await findLocalRecommendation(app.db, request.params.recommendation);
        request.logged = { thingId: id };
        await archiveLocalRecommendation(app.db, id, path === 'archive');
        return reply.redirect(
          agreementDone.after(`/desk/networks/${network.id}/recommendations`, action),
          303,
        );
      },
    );
  }

  async function showNew(
    reply: FastifyReply,
    networkId: string,
    values: Partial<LocalRecommendationWish>,
    refused?: Refused,
  ) {
    const { request } = reply;
    const network = await findNetwork(app.db, networkId);
    const { list, crumbs } = placeOf(request, network, 'recommendations');
    return reply.desk('results/agreements/recommendation-form', {
      title: agreementTexts(languageOf(request))('agreements.ideas.new'),
      crumbs,
      action: list,
      back: list,
      ...listChoices(request),
      values,
      problems: refused?.problems,
    });
  }

  async function showRecommendation(
    reply: FastifyReply,
    id: string,
    { typed, problems, conflict }: { typed?: LocalRecommendationWish } & Partial<Refused> = {},
  ) {
    const { request } = reply;
    const t = agreementTexts(languageOf(request));
    const idea = await findLocalRecommendation(app.db, id);
    const network = await findNetwork(app.db, idea.network.id);
    const stored: LocalRecommendationWish = { ...idea, class: idea.class ?? '' };
    const choices = listChoices(request);
    const { list, crumbs } = placeOf(request, network, 'recommendations');
    const address = `/desk/recommendations/${id}`;
    return reply.desk('results/agreements/recommendation-form', {
      title: t('agreements.ideas.edit'),
      crumbs,
      action: address,
      back: list,
      isArchived: idea.archived,
      returning: `${address}/return`,
      archiving: !idea.archived && `${address}/archive`,
      revision: String(idea.revision),
      ...choices,
      values: typed ?? stored,
      problems,
      conflict:
        conflict &&
        compareVersions(stored, typed, [
          { label: t('agreements.facet'), field: 'facet', choices: choices.facets },
          { label: t('agreements.ideas.class'), field: 'class', choices: choices.classes },
          ...(['action', 'text', 'who', 'firstStep'] as const).map((field) => ({
            label: t(`agreements.ideas.${field}Label`),
            field,
          })),
        ]),
    });
  }
}

function listChoices(request: FastifyRequest) {
  const t = agreementTexts(languageOf(request));
  return {
    facets: listFacetChoices(latestInstrument, languageOf(request)),
    classes: [
      { value: '', label: t('agreements.ideas.anyClass') },
      ...facetClasses.map((value) => ({ value, label: t(`agreements.ideas.classes.${value}`) })),
    ],
  };
}
