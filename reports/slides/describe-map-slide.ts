/** The slide with the map of the network, and in words who has most contacts, who has none and who is missing. */
import { isWithheld } from '../../scoring/figure.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { describeAlone, describeContacts, describeMissing } from '../map/describe-map.ts';
import { drawMap } from '../map/draw-map.ts';
import { mapTexts } from '../map/texts.ts';
import type { Slide } from './slides.ts';
import { slideTexts } from './texts.ts';

export function describeMapSlide({ scores: { map, ties }, instrument, language }: FactsheetInput): Slide {
  const t = slideTexts(language);
  const title = mapTexts(language)('map.title');
  if (isWithheld(map))
    return {
      name: 'map',
      title,
      blocks: [{ kind: 'text', look: 'lead', text: mapTexts(language)('map.withheld') }],
      notes: [t('slides.map.notes.withheld')],
    };
  const view = drawMap({ map, ties, instrument, language });
  const { drawings, kinds, alternative, isNamed, chosen } = view;
  return {
    name: 'map',
    title,
    blocks: [
      {
        kind: 'map',
        drawing: drawings[0],
        kinds,
        alternative,
        sentences: [
          describeContacts(map, language).join(' '),
          ...(chosen ? [chosen] : []),
          ...(map.edges.length > 0 ? [describeAlone(map, language)] : []),
          describeMissing(map, language),
        ],
        note: [t('slides.map.read'), ...(isNamed ? [] : [t('slides.map.numbers')])].join(' '),
      },
    ],
    notes: [
      t('slides.map.notes.read'),
      t('slides.map.notes.ask'),
      ...(isNamed ? [] : [`${t('slides.map.notes.names')} ${listNames(view).join('; ')}.`]),
    ],
  };
}

/** Each partner with the number of its sign. */
function listNames({ kinds }: ReturnType<typeof drawMap>): string[] {
  return kinds.flatMap(({ partners }) => partners.map(({ number, name }) => `${number} ${name[0]!.text}`));
}
