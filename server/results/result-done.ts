/** Says on the page of a result what was done. */
import { createDone } from '../desk/done.ts';
import readingNl from './texts.nl.json' with { type: 'json' };

export const resultDone = createDone('reading', readingNl.done);
