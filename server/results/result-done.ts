/** Says on the page of a result what was done. */
import { createDone } from '../desk/done.ts';

export const resultDone = createDone('results');
