/**
 * A list of partners and people from a spreadsheet on the desk: a file or what was pasted, then a preview that marks
 * every cell with a problem and takes corrections, then storing. Nothing is stored before the last button.
 */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { DeskRule } from '../../desk/desk.ts';
import { networkParams } from '../../desk/fields.ts';
import { readerLanguage, showRefused } from '../../desk/submit-form.ts';
import { logAccess } from '../../log/log-access.ts';
import { findNetwork } from '../../networks/networks.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import type { App } from '../../web/fastify.ts';
import { sheetLimits } from '../../web/limits.ts';
import { replyCsv } from '../../web/send-csv.ts';
import { partnerDone } from '../partner-done.ts';
import { partnerTexts } from '../texts.ts';
import { showImportForm, showImportPreview } from './import-pages.ts';
import { importPartners } from './import-partners.ts';
import type { ListSource } from './list-task.ts';
import { isOfFile } from './preview/check-header.ts';
import { previewList } from './read-list.ts';
import { hashStored, listStoredPartners } from './stored-partners.ts';
import { findPartnerTemplate } from './template/write-partner-template.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };

/** What a page of the preview knows besides the text: rows that are left out, and what was said of the file. */
const KeptFields = {
  unread: Type.Optional(Type.String({ maxLength: 8 * sheetLimits.rows })),
  ofFile: Type.Optional(Type.String({ maxLength: 20_000 })),
};

function readKept({
  unread,
  ofFile,
}: {
  unread?: string;
  ofFile?: string;
}): Pick<ListSource, 'unread' | 'ofFile'> {
  const rows = unread?.split(',').filter((number) => /^\d{1,7}$/u.test(number));
  return {
    ...(rows && { unread: rows.map(Number) }),
    ...(ofFile !== undefined && { ofFile: readOfFile(ofFile) }),
  };
}

const OfFile = Type.Array(
  Type.Object({
    code: Type.String(),
    values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  }),
);

/** It comes back from the visitor's own page: what is not ours is left out. */
function readOfFile(json: string): Problem[] {
  try {
    const said: unknown = JSON.parse(json);
    if (!Value.Check(OfFile, said)) return [];
    return said.flatMap(({ code, values }) => (isOfFile(code) ? [{ where: '', code, values }] : []));
  } catch {
    return [];
  }
}

const ListForm = Type.Object({
  /** A file comes as bytes. */
  file: Type.Optional(Type.Unsafe<Buffer | string>({})),
  text: Type.String({ default: '' }),
  ...KeptFields,
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
    async (request, reply) => {
      const language = readerLanguage(request);
      const { municipality, name } = await findNetwork(app.db, request.params.network);
      const what = partnerTexts(language)('partners.import.exampleFile');
      const file = { reader: 'people', language, what, of: [municipality.name, name] } as const;
      return replyCsv(reply, file, findPartnerTemplate(language));
    },
  );

  app.post(
    '/networks/:network/import',
    {
      config: {
        desk: { thing: 'network', verb: 'change', upload: true },
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
          const { file: _file, text: _text, unread, ofFile, ...corrections } = request.body;
          const previewed = await preview(request, network, {
            ...(isFile ? { file } : { text, ...readKept({ unread, ofFile }) }),
            corrections,
          });
          if (previewed.list.isRight) {
            await logAccess(request.acting, { action: 'partners.listChecked', networkId: network });
          }
          return showImportPreview(app, reply, network, previewed);
        },
        (refused) => showImportForm(app, reply, network, { text, ...refused }),
      );
    },
  );

  app.post(
    '/networks/:network/import/confirmation',
    {
      config: { desk: { thing: 'network', verb: 'change', upload: true } },
      schema: {
        params: networkParams,
        body: Type.Object({ text: Type.String(), state: Type.String({ maxLength: 100 }), ...KeptFields }),
      },
    },
    (request, reply) => {
      const { network } = request.params;
      const { text, state, unread, ofFile, ...corrections } = request.body;
      const source = { text, ...readKept({ unread, ofFile }) };
      return showRefused(
        reply,
        async () => {
          // What was chosen on the page but not looked at yet is shown first.
          const previewed = await preview(request, network, { ...source, corrections });
          if (previewed.list.isChanged)
            return showImportPreview(app, reply, network, { ...previewed, isChecked: true });
          await importPartners(request.acting, network, source, { seen: state });
          return reply.redirect(partnerDone.after(`/desk/networks/${network}/partners`, 'listStored'), 303);
        },
        async ({ conflict }) =>
          showImportPreview(app, reply, network, {
            ...(await preview(request, network, source)),
            conflict,
          }),
      );
    },
  );

  /** Compares a list with what the network has now. */
  async function preview(request: FastifyRequest, networkId: string, source: ListSource) {
    const stored = await listStoredPartners(app.db, networkId);
    const list = await previewList(source, { stored, language: readerLanguage(request) });
    return { list, state: hashStored(stored) };
  }
}
