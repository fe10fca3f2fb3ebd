/** Three questions about a facet, for a group to discuss; a facet of somebody else's instrument gets general ones. */
import type { Language } from '../../survey/texts.ts';
import questionsEn from './questions.en.json' with { type: 'json' };
import questionsNl from './questions.nl.json' with { type: 'json' };

const questions: Record<Language, Record<string, string[]>> = {
  nl: questionsNl,
  en: questionsEn satisfies typeof questionsNl,
};

/** `name` is the facet's name in a sentence. */
export function listQuestions(language: Language, facetId: string, name: string): string[] {
  const isKnown = Object.hasOwn(questions[language], facetId);
  const own = questions[language][isKnown ? facetId : 'general']!;
  return own.map((question) => question.replace('{{name}}', () => name));
}
