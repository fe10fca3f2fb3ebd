/** The mail with the result as somebody will get it, with an example's name and links, in every language. */
import { type Language, languages } from '../../../survey/texts.ts';
import { type ResultWords, writeResult } from '../../mail/result-words.ts';
import { roundTexts } from '../../rounds/texts.ts';
import { linkShare } from '../../web/link-share.ts';

export interface ResultPreview {
  publicUrl: string;
  network: string;
  round: string;
  sender: string;
  contact: string;
  /** Undefined: without choosing. */
  choosingUntil: Date | undefined;
  meeting: ResultWords['meeting'];
}

export function previewResult({ publicUrl, ...input }: ResultPreview, shown: Language) {
  const t = roundTexts(shown);
  const expiresAt = new Date();
  expiresAt.setFullYear(expiresAt.getFullYear() + 1);
  return languages.map((language) => {
    const p = roundTexts(language);
    const words = writeResult({
      ...input,
      language,
      person: p('rounds.preview.person'),
      partner: p('rounds.preview.partner'),
      link: `${publicUrl}/choosing/…`,
      mirror: linkShare('partner', '…', publicUrl).url,
      // As the table of ballots says it.
      expiresAt,
      stopLink: '',
    });
    return { ...words, heading: t(`rounds.form.languages.${language}`) };
  });
}
