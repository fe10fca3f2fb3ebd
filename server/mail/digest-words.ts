/** The words of the mail of the day about the rounds of a network. Pure, as `mail-words.ts`. */
import type { Language } from '../../survey/texts.ts';
import type { RoundNews } from './digest-news.ts';
import { type Block, defuse, type MailWords, offerButton, quoteWords, sayText } from './mail-words.ts';
import { keepOnOneLine } from './plain-words.ts';
import { mailTexts } from './texts.ts';

/** More names than this in one mail nobody reads: the board has them all. */
const maxNames = 30;

export interface DigestWords {
  language: Language;
  name: string;
  network: string;
  news: readonly RoundNews[];
  /** The address of the board of a round, and of the page where the mail is stopped. */
  linkBoard(roundId: string): string;
  settings: string;
}

export function writeDigest({ language, name, network, news, linkBoard, settings }: DigestWords): MailWords {
  const t = mailTexts(language);
  const blocks: Block[] = [];
  for (const { roundId, round, invited, sent, answered, refused } of news) {
    blocks.push(sayText(t('digest.round', { ...defuse({ round }, ['round']), sent, count: invited })));
    if (answered.length > 0) {
      const shown = answered.slice(0, maxNames).map((one) => {
        const typed = defuse(one, ['name', 'partner']);
        return typed.name ? t('digest.personAt', typed) : typed.partner;
      });
      const more = answered.length - shown.length;
      if (more > 0) shown.push(t('digest.more', { count: more }));
      blocks.push(quoteWords(t('digest.answered', { count: answered.length }), shown));
    }
    if (refused > 0) blocks.push(sayText(t('digest.refused', { count: refused })));
    blocks.push(offerButton(t('digest.button'), linkBoard(roundId)));
  }
  blocks.push(
    sayText(t('digest.never')),
    sayText(t('digest.stop')),
    offerButton(t('digest.settings'), settings),
  );
  return {
    language,
    subject: keepOnOneLine(t('digest.subject', { network })),
    greeting: t('greeting.person', defuse({ name }, ['name'])),
    blocks,
    stop: undefined,
    replyTo: undefined,
  };
}
