/**
 * What the page of a round's result says: the themes in figures and beside earlier rounds, each part in words, and for
 * the coordinator the partners that allow it. All of it comes through the one door.
 */
import { describeRules } from '../../reports/figures/describe-change.ts';
import type { FactsheetInput } from '../../reports/figures/factsheet-input.ts';
import { describeInterval } from '../../reports/figures/list-figures.ts';
import { formatsOf } from '../../reports/words/format-figures.ts';
import { titlePart } from '../../reports/words/name-part.ts';
import { isWithheld } from '../../scoring/figure.ts';
import type { DisclosedScores } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import type { Round } from '../rounds/rounds.ts';
import { describeScores } from './shares/describe-overview.ts';
import { resultTexts } from './texts.ts';

const badges = { strong: 'ok', attention: 'none', unequal: 'warning', weak: 'wrong' } as const;

export interface EarlierResult {
  round: { id: string; name: string };
  scores: DisclosedScores;
}

export interface ResultInput {
  round: Round;
  factsheet: FactsheetInput;
  /** What the coordinator sees of partners; undefined for other readers. */
  ofPartners: DisclosedScores | undefined;
  /** The names of the partners by their code. */
  names: ReadonlyMap<string, string>;
  earlier: readonly EarlierResult[];
}

/** What `results-round.hbs` shows below its header. */
export function describeResults({ round, factsheet, ofPartners, names, earlier }: ResultInput) {
  const { scores, instrument, language } = factsheet;
  const t = resultTexts(language);
  const said = describeScores(factsheet, round);
  if (!said.concepts) return { tooFew: said.tooFew, result: undefined };
  const change = scores.change && !isWithheld(scores.change) ? scores.change : undefined;
  const hasChange = change !== undefined;
  const result = {
    coverage: said.coverage,
    conclusion: said.conclusion,
    hasChange,
    rules: [
      t('results.concepts.rules', { rules: scores.rules }),
      ...(change ? describeRules(factsheet, change) : []),
    ].join(' '),
    concepts: instrument.concepts.map((concept) => ({
      name: titlePart(concept, language),
      ...describeConcept(factsheet, concept.id),
      change: hasChange ? describeChange(scores, concept.id, language) : undefined,
    })),
    earlier:
      earlier.length === 0
        ? undefined
        : {
            rounds: [{ round, scores }, ...earlier].map((other) => other.round.name),
            concepts: instrument.concepts.map((concept) => ({
              name: titlePart(concept, language),
              scores: [{ round, scores }, ...earlier].map((other) => ({
                label: other.round.name,
                score: showIndex(other.scores, concept.id, language),
              })),
            })),
          },
    facets: said.concepts.map(({ name, facets }) => ({
      name,
      facets: facets.map((facet) => (facet.withheld ? facet : { ...facet, badge: badges[facet.class] })),
    })),
    partners: ofPartners && {
      concepts: instrument.concepts.map((concept) => titlePart(concept, language)),
      rows: ofPartners.partners.flatMap((partner) =>
        isWithheld(partner)
          ? []
          : {
              name: names.get(partner.id) ?? partner.id,
              scores: instrument.concepts.map((concept) => {
                const figure = partner.concepts[concept.id];
                const score =
                  figure && !isWithheld(figure)
                    ? formatsOf(language).ownIndex(figure.index)
                    : t('results.concepts.withheld');
                return { label: titlePart(concept, language), score };
              }),
            },
      ),
    },
  };
  return { tooFew: undefined, result };
}

function describeConcept({ scores, instrument, language }: FactsheetInput, id: string) {
  const score = scores.concepts.find((concept) => concept.id === id);
  if (!score || isWithheld(score)) return { withheld: true as const };
  return {
    withheld: false as const,
    index: formatsOf(language).index(score.index),
    margin: describeInterval(score.ci, instrument.scale, language),
  };
}

function describeChange({ change }: DisclosedScores, id: string, language: Language): string {
  const t = resultTexts(language);
  const figure =
    change && !isWithheld(change) ? change.concepts.find((concept) => concept.id === id) : undefined;
  return t(`results.concepts.${figure && 'verdict' in figure ? figure.verdict : 'none'}`);
}

function showIndex({ concepts }: DisclosedScores, id: string, language: Language): string {
  const score = concepts.find((concept) => concept.id === id);
  return score && !isWithheld(score) ? formatsOf(language).index(score.index) : '–';
}
