/**
 * A list of partners and people from a spreadsheet on the desk: a file or what was pasted, then a preview that marks
 * every cell with a problem and takes corrections, then storing. Nothing is stored before the last button.
 */
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { networkParams } from '../../desk/fields.ts';
import { readerLanguage, showRefused } from '../../desk/submit-form.ts';
import { logAccess } from '../../log/log-access.ts';
import { refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { partnerDone } from '../partner-done.ts';
import { partnerTexts } from '../texts.ts';
import { showImportForm, showImportPreview } from './import-pages.ts';
import { importPartners } from './import-partners.ts';
import { readPartnerSheet } from './preview/read-partner-sheet.ts';
import { correctSheet } from './spreadsheets/correct-sheet.ts';
import { readSpreadsheet } from './spreadsheets/read-spreadsheet.ts';
import { readText } from './spreadsheets/read-text.ts';
import type { Sheet } from './spreadsheets/sheet.ts';
import { writeSheet } from './spreadsheets/write-sheet.ts';
import { hashStored, listStoredPartners } from './stored-partners.ts';
import { writePartnerTemplate } from './template/write-partner-template.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };

const maxTextBytes = 12 * 1024 * 1024;
/** A page of the preview shows at most this many rows, each with a few cells to correct. */
const multipartOptions = { limits: { fieldSize: maxTextBytes, fields: 5_000 } };

const ListForm = Type.Object({
  /** A file comes as bytes. */
  file: Type.Optional(Type.Unsafe<Buffer | string>({})),
  text: Type.String({ default: '' }),
});

export async function deskImportRoutes(app: App) {
  app.get(
    '/networks/:network/import',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) => showImportForm(app, reply, request.params.network),
  );

  app.get(
    '/networks/:network/import/example.csv',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header(
          'content-disposition',
          `attachment; filename="${partnerTexts(readerLanguage(request))('partners.import.fileName')}"`,
        )
        .send(writePartnerTemplate(readerLanguage(request))),
  );

  app.post(
    '/networks/:network/import',
    {
      config: {
        desk: { thing: 'network', verb: 'change' },
        multipartOptions,
      },
      schema: { params: networkParams, body: ListForm },
    },
    (request, reply) => {
      const { network } = request.params;
      const { file, text } = request.body;
      checkSize(text);
      return showRefused(
        reply,
        async () => {
          const isFile = Buffer.isBuffer(file) && file.length > 0;
          if (!isFile && text.trim() === '') throw refuseProblems([{ where: 'text', code: 'noList' }]);
          const sheet = isFile ? await readSpreadsheet(file) : readText(text);
          const { sheet: corrected, changed } = correctSheet(sheet, request.body);
          const previewed = await previewSheet(network, corrected);
          if (previewed.preview.problems.length === 0) {
            await logAccess(request.acting, { action: 'partners.listChecked', networkId: network });
          }
          return showImportPreview(app, reply, network, {
            ...previewed,
            text: isFile || changed ? writeSheet(corrected) : text,
          });
        },
        (refused) => showImportForm(app, reply, network, { text, ...refused }),
      );
    },
  );

  app.post(
    '/networks/:network/import/confirmation',
    {
      config: { desk: { thing: 'network', verb: 'change' }, multipartOptions },
      schema: {
        params: networkParams,
        body: Type.Object({ text: Type.String(), state: Type.String({ maxLength: 100 }) }),
      },
    },
    (request, reply) => {
      const { network } = request.params;
      const { text, state } = request.body;
      checkSize(text);
      const sheet = readText(text);
      return showRefused(
        reply,
        async () => {
          await importPartners(request.acting, network, sheet, { seen: state });
          return reply.redirect(partnerDone.after(`/desk/networks/${network}/partners`, 'listStored'), 303);
        },
        async ({ conflict }) =>
          showImportPreview(app, reply, network, { ...(await previewSheet(network, sheet)), text, conflict }),
      );
    },
  );

  /** Compares a list with what the network has now. */
  async function previewSheet(networkId: string, sheet: Sheet) {
    const stored = await listStoredPartners(app.db, networkId);
    return { preview: readPartnerSheet(sheet, { stored }), state: hashStored(stored) };
  }
}

/** A longer text was cut off on its way, and half a list must not be stored. */
function checkSize(text: string): void {
  if (Buffer.byteLength(text) >= maxTextBytes) throw new Refusal(413, 'tooLarge');
}
