/** All templates that there are, each set with the module that declares what they are given. */
import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import ts from 'typescript';
import { templateFiles as documentFiles } from '../../../reports/document/assets.ts';
import { templateFiles as pageFiles } from '../../../server/web/render-page.ts';
import type { TemplateFile, TemplateSet } from './check-templates.ts';

export const pages: TemplateSet = {
  templates: readTemplates(pageFiles),
  types: 'server/web/views.ts',
  rootNames: ts.sys.readDirectory('server', ['.ts']),
  hidesPage: true,
};

const mailFolder = 'server/mail/templates';
export const mails: TemplateSet = {
  templates: readTemplates(
    readdirSync(mailFolder).map((name) => [name.slice(0, -'.hbs'.length), `${mailFolder}/${name}`]),
  ),
  types: 'server/mail/mail-views.ts',
  rootNames: ts.sys.readDirectory('server', ['.ts']),
  hidesPage: true,
};

export const documents: TemplateSet = {
  templates: readTemplates(documentFiles),
  types: 'reports/document/views.ts',
  rootNames: ts.sys.readDirectory('reports', ['.ts']),
  hidesPage: true,
  blocks: ['part'],
};

function readTemplates(files: Iterable<readonly [name: string, path: string]>): TemplateFile[] {
  return [...files].map(([name, path]) => ({
    name,
    file: relative('.', path),
    source: readFileSync(path, 'utf8'),
  }));
}
