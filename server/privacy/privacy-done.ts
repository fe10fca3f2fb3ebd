/** Says on the pages about privacy what was done. */
import { createDone } from '../desk/done.ts';
import privacyNl from './texts.nl.json' with { type: 'json' };

export const privacyDone = createDone('privacy', privacyNl.done);
