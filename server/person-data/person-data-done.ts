/** Says on the page of somebody's data what was done. */
import { createDone } from '../desk/done.ts';

export const personDataDone = createDone('personData');
