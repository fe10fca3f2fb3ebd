/**
 * `npm run views`: reads every template together with the type of what it is given. Handlebars itself sees a wrong
 * name only when somebody opens the page, and a forgotten one leaves an empty place.
 */
import { checkTemplates } from './check-templates.ts';
import { documents, mails, pages } from './template-sets.ts';

const sets = [pages, mails, documents];
const faults = sets.flatMap(checkTemplates);
for (const { file, line, message } of faults) console.error(`${file}:${line}: ${message}`);
const length = sets.flatMap(({ templates }) => templates).length;
if (faults.length > 0) process.exitCode = 1;
else console.log(`The views hold: ${length} templates.`);
