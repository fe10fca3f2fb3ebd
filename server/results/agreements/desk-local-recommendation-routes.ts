/** A network's own recommendations at the desk: the list, writing and changing one, and the archive. */
import type { FastifyRequest } from 'fastify';
import { latestInstrument } from '../../../survey/versions.ts';
import { networkParams, readQuery } from '../../desk/fields.ts';
import { readerLanguage } from '../../desk/submit-form.ts';
import { networkCrumbs } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import type { App } from '../../web/fastify.ts';
import type { ConflictRow, FieldOption } from '../../web/parts/parts.ts';
import { archiveLocalRecommendation } from './archive-local-recommendation.ts';
import { changeLocalRecommendation } from './change-local-recommendation.ts';
import { facetClasses, type LocalRecommendationInput } from './check-local-recommendation.ts';
import { listFacetChoices, nameFacets } from './describe-facets.ts';
import { addEntryRoutes, agreementDone, readRule } from './entry-routes.ts';
import { findLocalRecommendation, listLocalRecommendations } from './local-recommendations.ts';
import { makeLocalRecommendation } from './make-local-recommendation.ts';
import { agreementTexts } from './texts.ts';

interface IdeaRow {
  href: string;
  action: string;
  text: string;
  facetName: string;
  className: string;
}

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/agreements/recommendations': {
      done: string | undefined;
      newHref: string;
      ideas: IdeaRow[];
      archived: IdeaRow[];
    };
    'results/agreements/recommendation-form': {
      action: string;
      back: string;
      revision: string | undefined;
      isArchived: boolean;
      returning: string;
      archiving: string | undefined;
      facets: FieldOption[];
      classes: FieldOption[];
      values: LocalRecommendationInput;
      conflict: ConflictRow[] | undefined;
    };
  }
}

export async function deskLocalRecommendationRoutes(app: App) {
  app.get(
    '/networks/:network/recommendations',
    { config: { desk: readRule }, schema: { params: networkParams } },
    async (request, reply) => {
      const language = readerLanguage(request);
      const t = agreementTexts(language);
      const network = await findNetwork(app.db, request.params.network);
      const names = nameFacets(latestInstrument, language);
      const stored = await listLocalRecommendations(app.db, network.id);
      const listIdeas = (isArchived: boolean): IdeaRow[] =>
        stored
          .filter(({ archived }) => archived === isArchived)
          .map(({ id, action, text, facet, class: facetClass }) => ({
            href: `/desk/recommendations/${id}`,
            action,
            text,
            facetName: names.get(facet) ?? facet,
            className: t(facetClass ? `agreements.ideas.classes.${facetClass}` : 'agreements.ideas.anyClass'),
          }));
      return reply.desk('results/agreements/recommendations', {
        title: t('agreements.ideas.title'),
        crumbs: networkCrumbs(request, { network }),
        done: agreementDone.read(request),
        newHref: `/desk/networks/${network.id}/recommendations/new`,
        ideas: listIdeas(false),
        archived: listIdeas(true),
      });
    },
  );

  addEntryRoutes<keyof LocalRecommendationInput>(app, {
    list: 'recommendations',
    one: 'recommendation',
    fields: ['facet', 'class', 'action', 'text', 'who', 'firstStep'],
    suggest: (request) => ({ facet: readQuery(request, 'facet') }),
    async find(id) {
      const { network, revision, ...idea } = await findLocalRecommendation(app.db, id);
      return { network, revision, input: { ...idea, class: idea.class ?? '' } };
    },
    make: makeLocalRecommendation,
    change: changeLocalRecommendation,
    done: { made: 'ideaMade', changed: 'ideaChanged' },
    buttons: {
      archive: {
        done: 'ideaArchived',
        press: (acting, id) => archiveLocalRecommendation(acting, id, true),
      },
      return: {
        done: 'ideaReturned',
        press: (acting, id) => archiveLocalRecommendation(acting, id, false),
      },
    },
    async show(reply, { crumbs, action, back, problems, values, stored, compare }) {
      const t = agreementTexts(readerLanguage(reply.request));
      const { facets, classes } = listChoices(reply.request);
      const isArchived = stored ? (await findLocalRecommendation(app.db, stored.id)).archived : false;
      return reply.desk('results/agreements/recommendation-form', {
        title: t(stored ? 'agreements.ideas.edit' : 'agreements.ideas.new'),
        crumbs,
        problems,
        action,
        back,
        revision: stored && String(stored.revision),
        isArchived,
        returning: `${action}/return`,
        archiving: stored && !isArchived ? `${action}/archive` : undefined,
        facets,
        classes,
        values,
        conflict: compare([
          { label: t('agreements.facet'), field: 'facet', choices: facets },
          { label: t('agreements.ideas.class'), field: 'class', choices: classes },
          ...(['action', 'text', 'who', 'firstStep'] as const).map((field) => ({
            label: t(`agreements.ideas.${field}Label`),
            field,
          })),
        ]),
      });
    },
  });
}

function listChoices(request: FastifyRequest) {
  const t = agreementTexts(readerLanguage(request));
  return {
    facets: listFacetChoices(latestInstrument, readerLanguage(request)),
    classes: [
      { value: '', label: t('agreements.ideas.anyClass') },
      ...facetClasses.map((value) => ({ value, label: t(`agreements.ideas.classes.${value}`) })),
    ],
  };
}
