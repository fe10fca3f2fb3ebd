/** The day of an agreement for a calendar: what was agreed, and who does it. */
import { shortenName } from '../../../reports/words/shorten-name.ts';
import type { Language } from '../../../survey/texts.ts';
import type { CalendarEntry } from '../send-calendar.ts';
import type { Agreement } from './agreements.ts';
import { agreementTexts } from './texts.ts';

interface AgreementDay extends Pick<Agreement, 'id' | 'what' | 'who' | 'byWhen'> {
  /** The name of the network. */
  network: string;
}

export function describeDay(
  { id, what, who, byWhen, network }: AgreementDay,
  language: Language,
): CalendarEntry {
  const t = agreementTexts(language);
  return {
    id: `agreement-${id}`,
    summary: t('agreements.calendar.summary', { what: shortenName(what) }),
    description: t('agreements.calendar.text', { who: shortenName(who), network: shortenName(network) }),
    when: byWhen,
    file: [t('agreements.calendar.file'), byWhen, network],
  };
}
