/** Statements or conditions as questions on a page, each with the steps of its scale. */
import { type Fields, readText } from './form.ts';
import type { Marks } from './form-page.ts';
import type { Option } from './list-options.ts';

declare module '../../web/views.ts' {
  interface Parts {
    'questionnaire/pages/questions': { items: ReturnType<typeof describeItems> };
  }
}

/** With what was chosen, what is still open, and what is wrong. */
export function describeItems<Item extends { id: string }>(
  items: readonly Item[],
  phrase: (item: Item) => string,
  options: readonly Option[],
  { fields, marks }: { fields: Fields; marks: Marks },
) {
  return items.map((item) => ({
    id: item.id,
    text: phrase(item),
    open: marks.open.has(item.id),
    problem: marks.problems.get(item.id),
    options: options.map((option) => ({ ...option, checked: readText(fields[item.id]) === option.value })),
  }));
}
