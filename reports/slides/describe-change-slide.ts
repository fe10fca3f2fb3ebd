/** From the second round on: what demonstrably changed, and how each theme and its parts moved, by sign and word. */
import { describeChange } from '../figures/describe-change.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { Slide } from './slides.ts';
import { slideTexts } from './texts.ts';

/** Undefined when there is no earlier round. */
export function describeChangeSlide(input: FactsheetInput): Slide | undefined {
  const { language, previousRound } = input;
  const change = describeChange(input);
  if (!change) return undefined;
  const t = slideTexts(language);
  const { list, capital } = formatsOf(language);
  const lead = change.lead.join(' ');
  const since = previousRound
    ? t('slides.change.since', { name: shortenName(previousRound.name, 60) })
    : undefined;
  return {
    name: 'change',
    title: t('slides.change.title'),
    blocks: [
      { kind: 'text', look: 'lead', text: lead },
      ...(change.concepts.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              caption: t('slides.change.title'),
              columns: [t('slides.columns.theme'), t('slides.columns.change'), t('slides.columns.parts')],
              rows: change.concepts.map(({ name, change: { sign, look, verdict }, facets }) => ({
                sign,
                look,
                name: shortenName(name, 60),
                cells: [
                  capital(verdict),
                  list(
                    facets
                      .filter(({ mark }) => mark)
                      .map((facet) => `${facet.sign} ${shortenName(facet.name, 60)}`),
                  ) || t('slides.change.noPart'),
                ],
              })),
            },
          ]),
      ...(since && change.concepts.length > 0
        ? [{ kind: 'text' as const, look: 'note' as const, text: since }]
        : []),
    ],
    notes: [
      ...(since ? [since] : []),
      wordTexts(language)('words.change.matched'),
      t('slides.change.notes.cause'),
    ],
  };
}
