/** The factsheet of a network: from scores that may be shown to a whole document in words and drawings. */
import { isWithheld } from '../../scoring/figure.ts';
import { minimum } from '../../scoring/scores.ts';
import { listBands } from '../charts/list-bands.ts';
import { listMarks } from '../charts/list-marks.ts';
import { renderDocument } from '../document/render-document.ts';
import { describeChange } from '../figures/describe-change.ts';
import { describeAnswer, describeConclusion, describeCoverage } from '../figures/describe-conclusion.ts';
import {
  describeAnswering,
  describeChangeRule,
  describeCode,
  describeMethod,
  describeVerdicts,
} from '../figures/describe-method.ts';
import { describeFoot, describeHead } from '../figures/describe-round.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { listFigures } from '../figures/list-figures.ts';
import { drawMap } from '../map/draw-map.ts';
import type { PictureName } from '../pictures/picture-names.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import { describeAdvice } from './describe-advice.ts';
import { describeAgreements } from './describe-agreements.ts';
import { describeConditions } from './describe-conditions.ts';
import { describeCover } from './describe-cover.ts';
import type { ContactView } from './factsheet-page.ts';
import { listConcepts } from './list-concepts.ts';
import { listFactsheetParts } from './list-factsheet-parts.ts';
import { factsheetTexts } from './texts.ts';

/**
 * A self-contained HTML document with the factsheet of the network. Below the minimum of partners it is a page
 * that says why nothing is shown and what to do.
 */
export function renderFactsheet(input: FactsheetInput): string {
  const { language, instrument, scores, round } = input;
  const t = factsheetTexts(language);
  const head = describeHead(input, t('factsheet.kind'), shortenName(input.network.name));
  const frame = {
    language,
    title: t('factsheet.title', { ...head }),
    foot: `${describeFoot([head.network, head.municipality, head.round], input)} · ${describeCode(input)}`,
    looks: input.looks,
    head,
    question: t('factsheet.question'),
    answer: describeAnswer(input),
    method: describeMethod(input),
    privacy: [wordTexts(language)('words.privacy.text')],
    asked: t('factsheet.how.asked', {
      ...head,
      partners: t('factsheet.how.askedPartners', { count: round.askedPartners }),
      items: countItems(instrument),
      concepts: instrument.concepts.length,
    }),
    contact: describeContact(input),
  };
  const { coverage, map } = scores;
  if (isWithheld(coverage)) {
    return renderDocument('factsheet', { ...frame, withheld: { minimum, partners: coverage.partners } });
  }
  const conclusion = describeConclusion(input);
  const drawing = isWithheld(map) ? undefined : drawMap({ map, ties: scores.ties, instrument, language });
  const change = describeChange(input);
  const isCompared = change !== undefined && change.concepts.length > 0;
  const agreements = describeAgreements(input);
  const cover = describeCover(input);
  const conditions = describeConditions(input);
  const pictures = (name: PictureName) => input.pages && `${input.pages.pictures}/${name}.svg`;
  return renderDocument('factsheet', {
    ...frame,
    withheld: undefined,
    parts: listFactsheetParts({ agreements, map: drawing }),
    privacy: [...frame.privacy, ...(isWithheld(map) ? [] : [wordTexts(language)('words.privacy.contacts')])],
    cover,
    who: [
      describeCoverage(coverage, language),
      frame.asked,
      t('factsheet.how.respondents', { count: coverage.respondents }),
      t(`factsheet.how.reading.${coverage.answered === coverage.partners ? 'all' : 'some'}`),
    ],
    map: drawing && { ...drawing, page: input.pages?.map, picture: pictures('map') },
    slides: input.pages?.slides,
    pictures: { themes: pictures('themes'), parts: pictures('parts') },
    bands: listBands(input),
    marks: listMarks(input),
    verdicts: describeVerdicts(input),
    conclusion,
    concepts: listConcepts(input),
    conditions: conditions && { ...conditions, picture: pictures('conditions') },
    advice: conclusion.isKnown ? describeAdvice(input) : undefined,
    change: change && {
      ...change,
      notes: isCompared ? [describeChangeRule(input), ...change.notes] : change.notes,
    },
    agreements,
    figures: listFigures(input),
    isCompared,
    answering: describeAnswering(input),
    origin: wordTexts(language)('words.method.origin'),
  });
}

function countItems({ concepts }: FactsheetInput['instrument']): number {
  return concepts.flatMap(({ facets }) => facets.flatMap(({ items }) => items)).length;
}

function describeContact({ round, contact = '', language }: FactsheetInput): ContactView {
  const t = factsheetTexts(language);
  const sender = shortenName(round.sender);
  const where = shortenName(contact, 500);
  return {
    sender: t('factsheet.contact.sender', { sender }),
    ask: where ? t('factsheet.contact.ask') : t('factsheet.contact.unknown', { sender }),
    where,
  };
}
