/** What became of the agreements of earlier rounds: those that are not done first. */
import { agreementTexts } from '../factsheet/texts.ts';
import type { EarlierAgreement, FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import type { Slide } from './slides.ts';
import { slideTexts } from './texts.ts';

/** More agreements than this are counted. */
const maxShown = 5;
const lengths = { what: 120, who: 60 };
const states: EarlierAgreement['state'][] = ['late', 'open', 'done'];

/** Undefined when nothing was agreed. */
export function describeAgreementsSlide(input: FactsheetInput): Slide | undefined {
  const { agreements = [], language } = input;
  if (agreements.length === 0) return undefined;
  const t = slideTexts(language);
  const said = agreementTexts(language);
  const { date, capital } = formatsOf(language);
  const count = agreements.length;
  const done = agreements.filter(({ state }) => state === 'done').length;
  const ranked = [...agreements].sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state));
  const hidden = count - Math.min(count, maxShown);
  return {
    name: 'agreements',
    title: t('slides.agreements.title'),
    blocks: [
      { kind: 'text', look: 'lead', text: t('slides.agreements.counted', { done, count }) },
      {
        kind: 'table',
        caption: t('slides.agreements.title'),
        columns: [
          t('slides.columns.agreement'),
          t('slides.columns.who'),
          t('slides.columns.byWhen'),
          t('slides.columns.state'),
        ],
        rows: ranked.slice(0, maxShown).map(({ what, who, byWhen, state }) => ({
          sign: state === 'done' ? '✓' : '○',
          look: state,
          name: shortenName(what, lengths.what),
          // Noon: the same day in the Netherlands, in summer and in winter.
          cells: [
            shortenName(who, lengths.who),
            date(`${byWhen}T12:00:00Z`),
            capital(said(`agreements.state.${state}`)),
          ],
        })),
      },
      ...(hidden > 0
        ? [
            {
              kind: 'text' as const,
              look: 'note' as const,
              text: t('slides.agreements.others', { count: hidden }),
            },
          ]
        : []),
    ],
    notes: [t('slides.agreements.notes.ask'), t('slides.agreements.notes.cause')],
  };
}
