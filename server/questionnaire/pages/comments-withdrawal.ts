/**
 * Taking back that comments are read, as the page after the closing and the page with own data show it: that the coordinator
 * reads them, or that researchers do.
 */
import type { Language } from '../../../survey/texts.ts';
import { answerTexts } from '../texts.ts';

export type CommentReader = 'coordinator' | 'researchers';
/** Who may read a comment of somebody. */
export type CommentReaders = Record<CommentReader, boolean>;

/** The address of each form, below that of its page. */
export const commentWithdrawals: Record<CommentReader, string> = {
  coordinator: 'comments-withdrawal',
  researchers: 'research-comments-withdrawal',
};

declare module '../../web/views.ts' {
  interface Parts {
    'questionnaire/pages/comments-withdrawal': {
      base: string;
      readers: CommentReaders;
      /** It counts for all rounds of a person. */
      inAllRounds?: boolean;
    };
  }
}

/** What the page says when the form came without its tick. */
export function refuseWithoutTick(reader: CommentReader, language: Language) {
  return {
    href: `#field-${commentWithdrawals[reader]}`,
    sentence: answerTexts(language)(`answers.withdrawal.${reader}.tickNeeded`),
  };
}

/** What was taken back just now, as its page is opened with `?done=`. */
export function sayWithdrawn(done: unknown, language: Language): string | undefined {
  const reader = (['coordinator', 'researchers'] as const).find((one) => commentWithdrawals[one] === done);
  return reader && answerTexts(language)(`answers.withdrawal.${reader}.done`);
}
