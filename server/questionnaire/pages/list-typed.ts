/** What was typed on a page, in words, whether it could be stored or not: to be copied from a page that was refused. */
import type { Fields } from './form.ts';
import type { FormPage } from './form-page.ts';
import type { Visit } from './visit.ts';

/** Each answer with its question; a field in which something is wrong as it was typed. Needs the other partners. */
export function listTyped(
  visit: Visit,
  page: FormPage,
  fields: Fields,
): { question: string; answer: string }[] {
  const checked = page.check(visit, fields);
  const problems = 'problems' in checked ? checked.problems : [];
  const wrong = problems.map(({ where }) => where).filter((where) => Object.hasOwn(fields, where));
  const isWrong = ([name]: [string, unknown]) => wrong.includes(name);
  const good = page.check(
    visit,
    Object.fromEntries(Object.entries(fields).filter((field) => !isWrong(field))),
  );
  const parts =
    'content' in good ? page.listParts(visit, good.content).filter(({ answered }) => answered) : [];
  const asTyped = Object.entries(fields).filter('content' in good ? isWrong : () => true);
  return [
    ...parts.map(({ question, answer }) => ({ question, answer })),
    ...asTyped.map(([name, value]) => ({
      question: page.findPlace(visit, name)?.question ?? name,
      answer: [value].flat().join(', '),
    })),
  ];
}
