/** The routes of every server that is built from now on in this process, with their settings. */
import { subscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, RouteOptions } from 'fastify';

/** Call it before the server is built; the list fills while it is. */
export function collectRoutes(): RouteOptions[] {
  const routes: RouteOptions[] = [];
  subscribe('fastify.initialization', (message) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', (route) => {
      routes.push(route);
    });
  });
  return routes;
}
