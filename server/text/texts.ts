/** The sentences of refusals, from all nouns, and what the programs that run in a shell say. */
import { createTexts } from '../../survey/texts.ts';
import refusalsEn from './refusals.en.json' with { type: 'json' };
import refusalsNl from './refusals.nl.json' with { type: 'json' };
import shellEn from './shell.en.json' with { type: 'json' };
import shellNl from './shell.nl.json' with { type: 'json' };

export const refusalTexts = createTexts({ nl: refusalsNl, en: refusalsEn });

export const shellTexts = createTexts({ nl: shellNl, en: shellEn });
