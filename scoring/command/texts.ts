/** The sentences of the command, per language. `satisfies` makes the compiler see a key that English lacks. */
import { createTexts } from '../../survey/texts.ts';
import en from '../texts/command.en.json' with { type: 'json' };
import nl from '../texts/command.nl.json' with { type: 'json' };

export const commandTexts = createTexts({ nl, en: en });
