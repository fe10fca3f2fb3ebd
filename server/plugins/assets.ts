/**
 * The few files that pages load: one stylesheet, one script, one icon. Their addresses carry a hash of the
 * content, so that a browser keeps them for good and still gets a new version at once.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';

const root = fileURLToPath(new URL('../assets/', import.meta.url));

/** The address of each asset by its file name, for instance `/assets/ketenspiegel.css?v=1a2b3c4d`. */
export const assetAddresses: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(root).map((name) => {
    const hash = createHash('sha256')
      .update(readFileSync(root + name))
      .digest('hex')
      .slice(0, 8);
    return [name, `/assets/${name}?v=${hash}`];
  }),
);

export const assets = plugin(async (app: FastifyInstance) => {
  await app.register(fastifyStatic, { root, prefix: '/assets/', maxAge: '365d', immutable: true });
});
