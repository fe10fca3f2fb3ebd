/** The partners of a network in the API: import the coordinator's spreadsheet, list them. */
import { Type } from 'typebox';
import { readPartners } from '../csv/read-partners.ts';
import type { App } from '../fastify.ts';
import { partnerKinds } from '../partner-kinds.ts';
import { importPartners, listPartners } from '../queries/partners.ts';
import { networkParams, refusal, TextOrNull } from './shapes.ts';

const largestFile = 5 * 1024 * 1024;
const tags = ['Partners'];

export async function partnerRoutes(app: App) {
  // A list of partners is a CSV and nothing else.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'text/csv',
    { parseAs: 'buffer', bodyLimit: largestFile },
    (_request, body, done) => done(null, body),
  );

  app.put(
    '/networks/:network/partners',
    {
      bodyLimit: largestFile,
      schema: {
        tags,
        summary: 'Import partners from a spreadsheet',
        description:
          'Adds partners that are new and changes the others, by id; partners that are not in the file stay. ' +
          'A round that is open keeps the partners that it opened with. All problems are named at once, with row ' +
          'and column as the spreadsheet shows them, and then nothing is stored.',
        params: networkParams,
        body: {
          content: {
            'text/csv': {
              schema: Type.Unsafe<Buffer>({
                description:
                  'A CSV file of at most 5 MB with the columns id, name, kind and size (or naam, soort, omvang). ' +
                  'Separated by comma, semicolon or tab; in UTF-8, UTF-16 with a mark, or Windows-1252. kind and ' +
                  'size may be empty, and when the column is left out what is stored stays. ' +
                  `A kind is one of: ${partnerKinds.join(', ')}; the Dutch words fit as well. ` +
                  'A size is a positive number: staff or volunteers.',
              }),
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
    (request) =>
      importPartners(
        app.db,
        request.params.network,
        readPartners((request.body as Buffer | undefined) ?? new Uint8Array()),
      ),
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
    (request) => listPartners(app.db, request.params.network),
  );
}
