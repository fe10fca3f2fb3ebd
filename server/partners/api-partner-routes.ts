/** The partners of a network in the API: import the coordinator's spreadsheet, list them. */
import { Type } from 'typebox';
import { networkParams, refusal, TextOrNull } from '../web/api/shapes.ts';
import type { App } from '../web/fastify.ts';
import { apiLimits } from '../web/limits.ts';
import { importPartners } from './import/import-partners.ts';
import { partnerKinds } from './partner-kinds.ts';
import { listPartners } from './partners.ts';

const tags = ['Partners'];
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function partnerRoutes(app: App) {
  // A list of partners is a spreadsheet and nothing else.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['text/csv', workbook],
    { parseAs: 'buffer', bodyLimit: apiLimits.fileBytes },
    (_request, body, done) => done(null, body),
  );

  app.put(
    '/networks/:network/partners',
    {
      bodyLimit: apiLimits.fileBytes,
      schema: {
        tags,
        summary: 'Import partners from a spreadsheet',
        description:
          'Adds partners that are new and changes the others, by id or else by name; partners that are not in the ' +
          'file stay. A round that is open keeps the partners that it opened with. All problems are named at once, ' +
          'with row and column as the spreadsheet shows them, and then nothing is stored.',
        params: networkParams,
        body: {
          content: {
            'text/csv': {
              schema: Type.Unsafe<Buffer>({
                description:
                  'A file of at most 5 MB and 10,000 rows, with columns such as id, name, kind and size, in Dutch or ' +
                  'English and in any order; a title may stand above them. Separated by comma, semicolon or tab; in ' +
                  'UTF-8, UTF-16 with a mark, or Windows-1252. Without an id one is made from the name. kind and ' +
                  'size may be empty, and when the column is left out what is stored stays. ' +
                  `A kind is one of: ${partnerKinds.join(', ')}; the Dutch words fit as well. ` +
                  'A size is a positive number: staff or volunteers.',
              }),
            },
            [workbook]: {
              schema: Type.Unsafe<Buffer>({ description: 'The same as an .xlsx file.' }),
            },
          },
        },
        response: {
          200: Type.Object({
            added: Type.Integer({ description: 'How many partners are new.' }),
            changed: Type.Integer({ description: 'How many were there and are now as the file says.' }),
          }),
          ...refusal,
        },
      },
    },
    async (request) => {
      const file = (request.body as Buffer | undefined) ?? new Uint8Array();
      return importPartners(request.acting, request.params.network, { file });
    },
  );

  app.get(
    '/networks/:network/partners',
    {
      schema: {
        tags,
        summary: 'List the partners of a network',
        params: networkParams,
        response: {
          200: Type.Array(
            Type.Object({
              id: Type.String({ description: 'The id of the partner in your spreadsheet.' }),
              name: Type.String(),
              kind: TextOrNull,
              size: Type.Unsafe<number | null>({ type: ['number', 'null'] }),
            }),
          ),
          ...refusal,
        },
      },
    },
    async (request) => {
      const partners = await listPartners(app.db, request.params.network);
      return partners.map(({ code, ...partner }) => ({ id: code, ...partner }));
    },
  );
}
