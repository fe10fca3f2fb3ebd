/** Which facets the advice of the factsheet is about, at the desk: choosing them, and going back to the rule. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { describeClass } from '../../../reports/figures/describe-figures.ts';
import { findFacet, namePart, titlePart } from '../../../reports/words/name-part.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import type { DeskRule } from '../../desk/desk.ts';
import { LineField, RevisionField } from '../../desk/fields.ts';
import { type Refused, readerLanguage } from '../../desk/submit-form.ts';
import { submitOnce } from '../../desk/submit-once.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import type { Round } from '../../rounds/rounds.ts';
import { showScores } from '../../rounds/scores/scores.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import type { App } from '../../web/fastify.ts';
import type { ConflictRow, FieldOption } from '../../web/parts/parts.ts';
import { resultDone } from '../result-done.ts';
import { findChosenPlace } from './choice-frame.ts';
import { chooseAdvice } from './choose-advice.ts';
import { keepAdvisable, listAdvisable } from './factsheet-choices.ts';
import { factsheetChoiceTexts } from './texts.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/factsheet-choices/advice': {
      action: string;
      back: string;
      restoring: string | undefined;
      revision: number;
      isHandedOut: boolean;
      /** None where there is nothing to choose. */
      places: readonly { name: string; label: string; value: string }[];
      options: readonly FieldOption[];
      conflict: readonly ConflictRow[] | undefined;
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };
const AdviceForm = Type.Object({
  facet1: LineField,
  facet2: LineField,
  facet3: LineField,
  revision: RevisionField,
});
const places = ['facet1', 'facet2', 'facet3'] as const;

export async function deskAdviceRoutes(app: App) {
  app.get(
    '/rounds/:round/advice',
    { config: { desk: read }, schema: { params: roundParams } },
    (request, reply) => showForm(reply, request.params.round, {}),
  );

  app.post(
    '/rounds/:round/advice',
    { config: { desk: change }, schema: { params: roundParams, body: AdviceForm } },
    (request, reply) => {
      const { round } = request.params;
      const { revision, ...typed } = request.body;
      const facets = places.map((place) => typed[place]);
      return submitOnce(
        reply,
        async (acting) => {
          await chooseAdvice(acting, round, { facets, revision: Number(revision) });
          const isChosen = facets.some((facet) => facet !== '');
          return resultDone.after(
            `/desk/rounds/${round}/results`,
            isChosen ? 'adviceChosen' : 'adviceByRule',
          );
        },
        (refused) => showForm(reply, round, { typed: facets, ...refused }),
      );
    },
  );

  app.post(
    '/rounds/:round/advice-by-rule',
    { config: { desk: change }, schema: { params: roundParams } },
    async (request, reply) => {
      const { round } = request.params;
      await chooseAdvice(request.acting, round, { facets: [] });
      return reply.redirect(resultDone.after(`/desk/rounds/${round}/results`, 'adviceByRule'), 303);
    },
  );

  async function showForm(
    reply: FastifyReply,
    id: string,
    { typed, problems, conflict }: { typed?: string[] } & Partial<Refused>,
  ) {
    const { request } = reply;
    const language = readerLanguage(request);
    const t = factsheetChoiceTexts(language);
    const { round, crumbs, back, isHandedOut, chosenAdvice } = await findChosenPlace(app, request, id);
    const { options, keep } = await listOptions(round, language);
    const stored = keep(chosenAdvice) ?? [];
    const nameOf = (facet: string | undefined) =>
      options.find(({ value }) => value === (facet ?? ''))?.label ?? facet;
    return reply.desk('results/factsheet-choices/advice', {
      title: t('factsheet.advice.title'),
      crumbs,
      problems: problems?.map((problem) => ({
        ...problem,
        label: problem.where && t.find(`factsheet.advice.places.${problem.where}`),
      })),
      conflict:
        conflict && typed
          ? places.map((place, i) => ({
              label: t(`factsheet.advice.places.${place}`),
              stored: nameOf(stored[i]),
              typed: nameOf(typed[i]),
            }))
          : undefined,
      action: `/desk/rounds/${round.id}/advice`,
      back,
      restoring: chosenAdvice && `/desk/rounds/${round.id}/advice-by-rule`,
      revision: round.revision,
      isHandedOut,
      places:
        options.length === 1
          ? []
          : places.map((name, i) => ({
              name,
              label: t(`factsheet.advice.places.${name}`),
              value: (typed ?? stored)[i] ?? '',
            })),
      options,
    });
  }

  /** None first; then what is weak, and points of attention. */
  async function listOptions(round: Round, language: 'nl' | 'en') {
    const t = factsheetChoiceTexts(language);
    const scores = (await showScores(app.db, round, { kind: 'network' }))!;
    const instrument = requireInstrument(round.instrument);
    const facets = listAdvisable(scores).flatMap((id) => {
      const score = scores.facets.find((facet) => facet.id === id)!;
      if (isWithheld(score)) return [];
      const { concept, facet } = findFacet(instrument, id);
      return {
        isWeak: score.class !== 'attention',
        value: id,
        label: t('factsheet.advice.option', {
          concept: titlePart(concept, language),
          facet: namePart(facet, language),
          class: describeClass(score, language),
        }),
      };
    });
    return {
      options: [
        { value: '', label: t('factsheet.advice.open') },
        ...facets.filter(({ isWeak }) => isWeak),
        ...facets.filter(({ isWeak }) => !isWeak),
      ],
      keep: (chosen: readonly string[] | undefined) => keepAdvisable(chosen, scores),
    };
  }
}
