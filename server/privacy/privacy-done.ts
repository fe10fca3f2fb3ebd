/** Says on the pages about privacy what was done. */
import { createDone } from '../desk/done.ts';

export const privacyDone = createDone('privacy');
