/**
 * What the other partners together said of one partner: how well they know it, and how much their work depends on it.
 * It never says who said what; what `discloseContacts` withholds is withheld here too.
 */
import { isWithheld } from '../../scoring/figure.ts';
import { minimum } from '../../scoring/scores.ts';
import type { ContactQuestion } from '../../survey/instrument.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { mirrorTexts } from './texts.ts';

export interface ReceivedView {
  /** How many of the other partners it has contact with, as on the map; empty when that is withheld. */
  contacts: string;
  answers: {
    sentence: string;
    /** The mean, its scale and how many partners could say it. */
    figure: string;
    bar: BarView;
  }[];
  /** Why a figure is missing; empty when none is. */
  note: string;
}

/** A line from the first option to the last, with a mark at the mean; in units of the drawing. */
interface BarView {
  at: number;
  ticks: { at: number; label: string; anchor: 'start' | 'middle' | 'end' }[];
}

const questions = ['familiarity', 'dependence'] as const;
const barWidth = 300;

/** Undefined when contacts were not asked. */
export function describeReceived(input: FactsheetInput, partnerId: string): ReceivedView | undefined {
  const { instrument, scores, language } = input;
  const { ties } = scores;
  const t = mirrorTexts(language);
  const note = t(input.isCoordinatorsCopy ? 'mirror.copy.received' : 'mirror.received.withheld', {
    minimum,
  });
  if (instrument.contacts === undefined || (isWithheld(ties) && ties.withheld === 'undefined'))
    return undefined;
  const own = isWithheld(ties) ? undefined : ties.partners.find(({ id }) => id === partnerId);
  if (isWithheld(ties) || own === undefined) return { contacts: '', answers: [], note };
  const others = ties.partners.length - 1;
  const reporters = ties.reporters - (isWithheld(own.outDegree) ? 0 : 1);
  const degrees = ties.partners.map(({ degree }) => degree);
  const mean = degrees.reduce((sum, degree) => sum + degree, 0) / degrees.length;
  const answers = questions.flatMap((question) => {
    const figure = own[question];
    if (isWithheld(figure)) return [];
    const options = instrument.contacts![question].options.map((option) => option[language] ?? '');
    return [
      {
        sentence: t(`mirror.received.${question}.${findBand(figure, options.length)}`),
        figure: t('mirror.received.figure', {
          mean: formatsOf(language).ownIndex(figure),
          max: options.length - 1,
          partners: t('mirror.received.partners', { count: reporters }),
        }),
        bar: drawBar(figure, options),
      },
    ];
  });
  const isHidden = questions.some((question) => {
    const figure = own[question];
    return isWithheld(figure) && figure.withheld !== 'undefined';
  });
  return {
    contacts: t('mirror.received.contacts', {
      count: own.degree,
      all: others,
      mean: formatsOf(language).ownIndex(mean),
    }),
    answers,
    note: isHidden ? note : '',
  };
}

/** Which part of the scale the mean is in: near 'not at all', in between, or near the last option. */
function findBand(mean: number, options: ContactQuestion['options']['length']): 'low' | 'middle' | 'high' {
  const share = mean / (options - 1);
  return share < 0.25 ? 'low' : share < 0.75 ? 'middle' : 'high';
}

function drawBar(mean: number, options: readonly string[]): BarView {
  const last = options.length - 1;
  const place = (value: number) => Math.round((10 * barWidth * value) / last) / 10;
  return {
    at: place(mean),
    ticks: options.map((label, value) => ({
      at: place(value),
      label,
      anchor: value === 0 ? 'start' : value === last ? 'end' : 'middle',
    })),
  };
}
