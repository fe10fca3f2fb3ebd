/** How a mail or a letter addresses somebody: by name, or as one of the partner. */
import type { Language } from '../../survey/texts.ts';
import { keepOnOneLine } from './plain-words.ts';
import { mailTexts } from './texts.ts';

/** By name where there is one. A name without a letter or a digit is none: lists have dashes where nobody knew. */
export function greet(language: Language, { person, partner }: { person: string; partner: string }): string {
  const t = mailTexts(language);
  const [name, organisation] = [trimName(person), trimName(partner)];
  if (isName(name)) return t('greeting.person', { name });
  return isName(organisation) ? t('greeting.partner', { partner: organisation }) : t('greeting.nobody');
}

/** The comma that follows is ours. */
function trimName(name: string): string {
  return keepOnOneLine(name).replace(/[\s,;:]+$/u, '');
}

/** Does it name somebody? */
export const isName = (text: string) => /[\p{L}\p{N}]/u.test(text);
