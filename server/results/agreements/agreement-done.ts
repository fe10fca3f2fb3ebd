/** Says on the pages about agreements and own recommendations what was done. */
import { createDone } from '../../desk/done.ts';

export const agreementDone = createDone('agreements');
