/** The texts of the server, per language. `satisfies` makes the compiler see a key that English lacks. */
import { createTexts } from '../survey/texts.ts';
import adminEn from './texts/admin.en.json' with { type: 'json' };
import adminNl from './texts/admin.nl.json' with { type: 'json' };
import answersEn from './texts/answers.en.json' with { type: 'json' };
import answersNl from './texts/answers.nl.json' with { type: 'json' };
import pagesEn from './texts/pages.en.json' with { type: 'json' };
import pagesNl from './texts/pages.nl.json' with { type: 'json' };
import refusalsEn from './texts/refusals.en.json' with { type: 'json' };
import refusalsNl from './texts/refusals.nl.json' with { type: 'json' };
import resultsEn from './texts/results.en.json' with { type: 'json' };
import resultsNl from './texts/results.nl.json' with { type: 'json' };
import shellEn from './texts/shell.en.json' with { type: 'json' };
import shellNl from './texts/shell.nl.json' with { type: 'json' };

/** The sentences of refusals. */
export const refusalTexts = createTexts({ nl: refusalsNl, en: refusalsEn satisfies typeof refusalsNl });

/** Everything that stands on pages, by room: `answers.…`, `results.…`, `pages.…`. */
export const pageTexts = createTexts({
  nl: { answers: answersNl, pages: pagesNl, results: resultsNl },
  en: {
    answers: answersEn satisfies typeof answersNl,
    pages: pagesEn satisfies typeof pagesNl,
    results: resultsEn satisfies typeof resultsNl,
  },
});

/** What the programs that run in a shell say. */
export const shellTexts = createTexts({ nl: shellNl, en: shellEn satisfies typeof shellNl });

/** What the shell command says; `commands.…` by the name of the command. */
export const adminTexts = createTexts({ nl: adminNl, en: adminEn satisfies typeof adminNl });
