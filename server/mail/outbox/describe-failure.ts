/** Why a job did not succeed, in words. */
import type { Language } from '../../../survey/texts.ts';
import { outboxTexts } from './texts.ts';

/** The sentence of a failure; one that has no words of its own was not expected. */
export function describeFailure(failure: string, language: Language): string {
  const t = outboxTexts(language);
  return t.find(`outbox.failures.${failure}`) ?? t('outbox.failures.unexpected');
}
