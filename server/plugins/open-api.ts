import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';

export const openApi = plugin(async (app: FastifyInstance) => {
  await app.register(swagger, { openapi: { info: { title: 'Ketenspiegel', version: '1' } } });
});
