/** Who did not answer and what was left open, in small print: a mean says nothing about those who stayed away. */
import { isWithheld } from '../../scoring/figure.ts';
import type { Language } from '../../survey/texts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { findKindName, wordTexts } from '../words/texts.ts';
import type { FactsheetInput } from './factsheet-input.ts';

/** One paragraph; none for a round in which it was not counted, or that is withheld. */
export function describeNonresponse({ nonresponse, language }: FactsheetInput): string[] {
  if (!nonresponse || isWithheld(nonresponse)) return [];
  const { partners, people, kinds, unknown, open, sameAnswer } = nonresponse;
  const t = wordTexts(language);
  const sentences = [
    t('words.method.nonresponse.rates', {
      partners: t('words.method.nonresponse.of', writeRate(partners)),
      people: t('words.method.nonresponse.of', writeRate(people)),
    }),
  ];
  if (kinds.length > 0) {
    const names = kinds.map(({ kind, answered, of }) =>
      t('words.method.nonresponse.kind', {
        kind: kind === null ? t('words.method.nonresponse.noKind') : findKindName(language, kind),
        answered,
        of,
      }),
    );
    sentences.push(t('words.method.nonresponse.kinds', { kinds: formatsOf(language).list(names) }));
  }
  sentences.push(
    t('words.method.nonresponse.left', {
      unknown: writeShare(unknown, language),
      open: writeShare(open, language),
    }),
  );
  if (!isWithheld(sameAnswer))
    sentences.push(t('words.method.nonresponse.same', { share: writeShare(sameAnswer, language) }));
  return [sentences.join(' ')];
}

/** AAPOR's RR2, with its counts. */
function writeRate({ answered, of }: { answered: number; of: number }) {
  return { answered, of, percent: Math.round((100 * answered) / of) };
}

/** A share in steps of 5%, of which the lowest is anything up to half a step. */
function writeShare(share: number, language: Language): string {
  const t = wordTexts(language);
  return share === 0
    ? t('words.method.nonresponse.few')
    : t('words.method.nonresponse.about', { percent: Math.round(100 * share) });
}
