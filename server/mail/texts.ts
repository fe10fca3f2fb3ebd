/** The words of mails, by kind. */
import { createTexts } from '../../survey/texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

export const mailTexts = createTexts({ nl, en });
