/** The steps of a scale with their words, and 'weet ik niet' apart from them. */
import type { Instrument, Scale } from '../../../survey/instrument.ts';
import type { Language } from '../../../survey/texts.ts';
import { answerTexts } from '../texts.ts';

export interface Option {
  value: string;
  label: string;
  /** Stands apart from the scale. */
  apart: boolean;
}

export function listOptions({ unknown }: Instrument, scale: Scale, language: Language): Option[] {
  const steps = Array.from({ length: scale.max - scale.min + 1 }, (_, index): Option => {
    const value = String(scale.min + index);
    return { value, label: scale.labels?.[index]?.[language] ?? value, apart: false };
  });
  return [
    ...steps,
    { value: 'unknown', label: unknown?.[language] ?? answerTexts(language)('answers.unknown'), apart: true },
  ];
}

/** What an answer is called; undefined for one that is not there. */
export function describeAnswer(
  options: readonly Option[],
  answer: number | null | undefined,
): string | undefined {
  if (answer === undefined) return undefined;
  const value = String(answer ?? 'unknown');
  return options.find((option) => option.value === value)?.label ?? value;
}
