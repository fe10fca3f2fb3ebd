/** The database's id of a thing, as an address or a form has it: a text of digits that fits its column. */
import { Type } from 'typebox';

/** For a larger pattern. */
export const idPattern = '[1-9][0-9]{0,17}';

const whole = new RegExp(`^${idPattern}$`);

/** Can this be the id of something? One of another form is of nothing. */
export function isId(text: string): boolean {
  return whole.test(text);
}

/** The shape of an id in an address. */
export const idShape = (description: string) => Type.String({ pattern: `^${idPattern}$`, description });
