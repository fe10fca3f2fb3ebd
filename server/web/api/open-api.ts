/**
 * The description of the API, made from the schemas of the routes themselves, so that it can't differ from what
 * they take. It has only the routes with a tag: those of the API.
 */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';

export const openApi = plugin(async (app: FastifyInstance) => {
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ketenspiegel',
        version: '1',
        description:
          'Set up networks and rounds, invite people and read results. Everything needs the API key, which the ' +
          'operator makes in a shell on the server: npm run -s admin -- key.',
      },
      components: { securitySchemes: { operator: { type: 'http', scheme: 'bearer' } } },
      security: [{ operator: [] }],
    },
  });
});
