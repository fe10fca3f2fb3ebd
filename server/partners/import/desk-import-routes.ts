/**
 * A list of partners and people from a spreadsheet on the desk: a file or what was pasted, then a preview that marks
 * every cell with a problem and takes corrections, then storing. Nothing is stored before the last button.
 */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Language } from '../../../survey/texts.ts';
import type { DeskRule } from '../../desk/desk.ts';
import { networkParams } from '../../desk/fields.ts';
import { languageOf, type Refused, showRefused } from '../../desk/submit-form.ts';
import { crumbsOf, hrefsOf, type NetworkHrefs, networkDone } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import { networkTexts } from '../../networks/texts.ts';
import { refuseProblems } from '../../text/problems.ts';
import type { App } from '../../web/fastify.ts';
import { describeImport } from './describe-import.ts';
import { importPartners } from './import-partners.ts';
import { readPartnerSheet } from './preview/read-partner-sheet.ts';
import { correctSheet } from './spreadsheets/correct-sheet.ts';
import { readSpreadsheet } from './spreadsheets/read-spreadsheet.ts';
import { readText } from './spreadsheets/read-text.ts';
import type { Sheet } from './spreadsheets/sheet.ts';
import { writeSheet } from './spreadsheets/write-sheet.ts';
import { hashStored, listStoredPartners } from './stored-partners.ts';
import { writePartnerTemplate } from './template/write-partner-template.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'partners/import/import': NetworkHrefs & {
      text: string | undefined;
      example: { titles: readonly string[]; rows: readonly (readonly string[])[] };
    };
    'partners/import/import-preview': NetworkHrefs &
      ReturnType<typeof describeImport> & { text: string; state: string; conflict: boolean };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };

const ListForm = Type.Object({
  /** A file comes as bytes. */
  file: Type.Optional(Type.Unsafe<Buffer | string>({})),
  text: Type.String({ default: '' }),
});

interface ImportPage extends Partial<Refused> {
  text?: string;
  sheet?: Sheet;
}

export async function deskImportRoutes(app: App) {
  app.get(
    '/networks/:network/import',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) => showForm(reply, request.params.network),
  );

  app.get(
    '/networks/:network/import/example.csv',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header(
          'content-disposition',
          `attachment; filename="${networkTexts(languageOf(request))('networks.import.fileName')}"`,
        )
        .send(writePartnerTemplate(languageOf(request))),
  );

  app.post(
    '/networks/:network/import',
    {
      config: {
        desk: { thing: 'network', verb: 'change', action: 'networks.listChecked', upload: true },
      },
      schema: { params: networkParams, body: ListForm },
    },
    (request, reply) => {
      const { network } = request.params;
      const { file, text } = request.body;
      return showRefused(
        reply,
        async () => {
          const isFile = Buffer.isBuffer(file) && file.length > 0;
          if (!isFile && text.trim() === '') throw refuseProblems([{ where: 'text', code: 'noList' }]);
          const sheet = isFile ? await readSpreadsheet(file) : readText(text);
          const { sheet: corrected, changed } = correctSheet(sheet, request.body);
          return showPreview(reply, network, {
            sheet: corrected,
            text: isFile || changed ? writeSheet(corrected) : text,
          });
        },
        (refused) => showForm(reply, network, { text, ...refused }),
      );
    },
  );

  app.post(
    '/networks/:network/import/confirmation',
    {
      config: { desk: { thing: 'network', verb: 'change', upload: true } },
      schema: {
        params: networkParams,
        body: Type.Object({ text: Type.String(), state: Type.String({ maxLength: 100 }) }),
      },
    },
    (request, reply) => {
      const { network } = request.params;
      const { text, state } = request.body;
      const sheet = readText(text);
      return showRefused(
        reply,
        async () => {
          await importPartners(request.acting, network, sheet, { seen: state });
          return reply.redirect(networkDone.after(`/desk/networks/${network}/partners`, 'listStored'), 303);
        },
        ({ conflict }) => showPreview(reply, network, { sheet, text, conflict }),
      );
    },
  );

  async function showForm(reply: FastifyReply, id: string, { text, problems }: ImportPage = {}) {
    const { request } = reply;
    const t = networkTexts(languageOf(request));
    const network = await findNetwork(app.db, id);
    return reply.desk('partners/import/import', {
      title: t('networks.import.title'),
      crumbs: crumbsOf(request, { network, partners: true }),
      ...hrefsOf(network),
      text,
      example: listExample(languageOf(request)),
      problems: problems?.map(({ where, sentence }) => ({
        where: where === 'text' ? where : '',
        // A problem of the list itself says in which row.
        sentence: where === 'text' || where === '' ? sentence : `${where}: ${sentence}`,
      })),
    });
  }

  async function showPreview(
    reply: FastifyReply,
    id: string,
    { sheet, text, conflict = false }: { sheet: Sheet; text: string; conflict?: boolean },
  ) {
    const { request } = reply;
    const t = networkTexts(languageOf(request));
    const network = await findNetwork(app.db, id);
    const stored = await listStoredPartners(app.db, id);
    const preview = readPartnerSheet(sheet, { stored });
    if (preview.problems.length > 0 && !conflict) reply.code(422);
    return reply.desk('partners/import/import-preview', {
      title: t('networks.import.previewTitle'),
      crumbs: crumbsOf(request, { network, partners: true }),
      ...hrefsOf(network),
      text,
      state: hashStored(stored),
      conflict,
      ...describeImport(preview, languageOf(request)),
    });
  }
}

/** The example to download, as rows of cells: the titles and the first rows. */
function listExample(language: Language): { titles: string[]; rows: string[][] } {
  const [titles, ...rows] = readText(writePartnerTemplate(language)).rows.map(({ cells }) => cells);
  return { titles: titles!, rows: rows.slice(0, 4) };
}
