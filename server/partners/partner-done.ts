import { createDone } from '../desk/done.ts';

/** Says what was done to a partner, a person or a list of them. */
export const partnerDone = createDone('partners');
