/** Fields of a form by name. The work grows with the number of fields and no faster, and the number has a bound. */
import { Refusal } from '../text/refusal.ts';
import { formLimits } from './limits.ts';

/** By name: what was sent under it, or a list where that was more than one thing. */
export type Fields = Readonly<Record<string, unknown>>;

/** Takes fields one by one, and refuses the first that is too many. */
export interface FieldCollector<Value> {
  add(name: string, value: Value): void;
  /** What came so far. */
  collect(): Fields;
}

export function createFieldCollector<Value>(): FieldCollector<Value> {
  const lists = new Map<string, Value[]>();
  let count = 0;
  return {
    add(name, value) {
      const list = lists.get(name);
      count += 1;
      if (count > formLimits.fields || (list && list.length >= formLimits.repeats))
        throw new Refusal(413, 'tooManyFields', { max: list ? formLimits.repeats : formLimits.fields });
      if (list) list.push(value);
      else lists.set(name, [value]);
    },
    // JSON brings a list as one value.
    collect: () =>
      Object.fromEntries(
        [...lists].map(([name, list]) => [name, list.length === 1 ? list[0]! : list.flat()]),
      ),
  };
}

/** Reads a form as a browser encodes it in a body. What is encoded wrongly shows as unreadable. */
export function parseForm(text: string): Fields {
  const { add, collect } = createFieldCollector<string>();
  // URLSearchParams takes a question mark in front for that of an address.
  for (const [name, value] of new URLSearchParams(`?${text}`)) add(name, value);
  return collect();
}
