/**
 * `npm run views`: reads every template together with the type of what it is given. Handlebars itself sees a wrong
 * name only when somebody opens the page, and a forgotten one leaves an empty place.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import ts from 'typescript';
import { templateFiles } from '../../../server/web/render-page.ts';
import { checkTemplates } from './check-templates.ts';

const pages = {
  templates: [...templateFiles].map(([name, path]) => ({
    name,
    file: relative('.', path),
    source: readFileSync(path, 'utf8'),
  })),
  types: 'server/web/views.ts',
  rootNames: ts.sys.readDirectory('server', ['.ts']),
  hidesPage: true,
};

const mails = {
  templates: readdirSync('server/mail/templates').map((name) => {
    const file = `server/mail/templates/${name}`;
    return { name: name.slice(0, -'.hbs'.length), file, source: readFileSync(file, 'utf8') };
  }),
  types: 'server/mail/mail-views.ts',
  rootNames: ts.sys.readDirectory('server', ['.ts']),
  hidesPage: true,
};

const faults = [pages, mails].flatMap(checkTemplates);
for (const { file, line, message } of faults) console.error(`${file}:${line}: ${message}`);
const length = pages.templates.length + mails.templates.length;
if (faults.length > 0) process.exitCode = 1;
else console.log(`The views hold: ${length} templates.`);
