/** Says on the pages about agreements and own recommendations what was done. */
import { createDone } from '../../desk/done.ts';
import agreementsNl from './texts.nl.json' with { type: 'json' };

export const agreementDone = createDone('agreements', agreementsNl.done);
