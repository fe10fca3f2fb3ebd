/** The pages of the questionnaire. */
import { addPageTexts } from '../text/page-texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

declare module '../text/page-texts.ts' {
  interface PageTexts {
    answers: typeof nl;
  }
}

export const answerTexts = addPageTexts('answers', { nl, en });
