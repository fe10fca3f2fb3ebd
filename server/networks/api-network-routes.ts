/** Networks in the API: make one, list them, read one. */
import { Type } from 'typebox';
import { Id, networkParams, refusal, shortText } from '../web/api/shapes.ts';
import type { App } from '../web/fastify.ts';
import { addNetwork } from './add-network.ts';
import { findNetwork, listNetworks } from './networks.ts';

const Municipality = Type.Object(
  {
    code: Type.String({
      maxLength: 20,
      description: 'The code of Statistics Netherlands: GM and four digits.',
    }),
    name: shortText('The name of the municipality.'),
  },
  { additionalProperties: false },
);

const NetworkShape = Type.Object({
  id: Id,
  name: Type.String(),
  municipality: Municipality,
  madeUp: Type.Boolean({ description: 'Example data: every page and every PDF of this network says so.' }),
  partners: Type.Integer({ description: 'How many partners it has now.' }),
});

const tags = ['Networks'];

export async function networkRoutes(app: App) {
  app.post(
    '/networks',
    {
      schema: {
        tags,
        summary: 'Add a network',
        description: 'Also adds its municipality when that is not known yet.',
        body: Type.Object(
          {
            municipality: Municipality,
            name: shortText('The name of the network, for instance its theme.'),
            madeUp: Type.Optional(Type.Boolean({ description: 'True for example data. Left out: false.' })),
          },
          { additionalProperties: false },
        ),
        response: { 201: NetworkShape, ...refusal },
      },
    },
    async (request, reply) => {
      const id = await addNetwork(request.acting, request.body);
      return reply.code(201).send(await findNetwork(app.db, id));
    },
  );

  app.get(
    '/networks',
    {
      schema: { tags, summary: 'List the networks', response: { 200: Type.Array(NetworkShape), ...refusal } },
    },
    () => listNetworks(app.db),
  );

  app.get(
    '/networks/:network',
    {
      schema: {
        tags,
        summary: 'Read a network',
        params: networkParams,
        response: { 200: NetworkShape, ...refusal },
      },
    },
    (request) => findNetwork(app.db, request.params.network),
  );
}
