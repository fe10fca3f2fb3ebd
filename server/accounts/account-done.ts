/** Says on the pages of accounts what was done. */
import { createDone } from '../desk/done.ts';

export const accountDone = createDone('accounts');
