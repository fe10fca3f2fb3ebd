/** What the shell command says; `commands.…` by the name of the command. */
import { createTexts } from '../../survey/texts.ts';
import en from './texts.en.json' with { type: 'json' };
import nl from './texts.nl.json' with { type: 'json' };

export const adminTexts = createTexts({ nl, en });
