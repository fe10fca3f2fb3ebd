/** The mark of one opening of a page with a form: what is saved from it may be saved over from it, not from another. */
import { makeToken } from './token.ts';

/** `ID.COUNT`: the script raises COUNT with each attempt. */
export function makeView(): string {
  return `${makeToken()}.0`;
}
