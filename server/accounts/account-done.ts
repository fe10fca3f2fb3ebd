/** Says on the pages of accounts what was done. */
import { createDone } from '../desk/done.ts';
import accountsNl from './texts.nl.json' with { type: 'json' };

export const accountDone = createDone('accounts', accountsNl.done);
