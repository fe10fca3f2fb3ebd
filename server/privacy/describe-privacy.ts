/** What the start page of the questionnaire says about privacy: the coordinator's words, and the rights that everybody has. */
import type { Language } from '../../survey/texts.ts';
import type { PrivacyTexts } from '../database/schema.ts';
import { privacyTexts } from './texts.ts';

export interface PrivacyView {
  facts: { label: string; text: string }[];
  rights: string[];
}

declare module '../web/views.ts' {
  interface Parts {
    'privacy/privacy-words': PrivacyView;
  }
}

/** Without words of the coordinator the sender of the round is whom to ask. */
export function describePrivacy(
  texts: PrivacyTexts,
  { sender }: { sender: string },
  language: Language,
): PrivacyView {
  const t = privacyTexts(language);
  const { controller, purpose, legalGround, legalBasis, contact, keepMonths } = texts;
  const ground = legalGround && t(`privacy.grounds.${legalGround}`);
  const rows = [
    ['controller', controller],
    ['purpose', purpose],
    [
      'legalGround',
      ground && legalBasis ? t('privacy.start.ground', { ground, words: legalBasis }) : ground || legalBasis,
    ],
    ['keep', t('privacy.start.keepMonths', { count: keepMonths })],
    ['contact', contact || sender],
  ] as const;
  return {
    facts: rows
      .filter(([, text]) => text !== '')
      .map(([name, text]) => ({ label: t(`privacy.start.${name}`), text })),
    rights: (['withdraw', 'see', 'erase', 'ask', 'complain'] as const).map((right) =>
      t(`privacy.rights.${right}`),
    ),
  };
}
