/** Every route that the server has, as 'GET /api/networks/:network'. HEAD comes with GET and is left out. */
import type { App } from '../../server/web/fastify.ts';

/** Reads them from the tree that Fastify prints, because that is what it really answers to. */
export function listRoutes(app: App): string[] {
  const path: string[] = [];
  return app
    .printRoutes()
    .split('\n')
    .flatMap((line) => {
      const [, indent, part, methods] = /^([\s│]*)[├└]── (\S+)(?: \((.*)\))?$/.exec(line) ?? [];
      if (indent === undefined) return [];
      path.splice(indent.length / 4, Infinity, part!);
      const url = path.join('');
      return (methods?.split(', ') ?? [])
        .filter((method) => method !== 'HEAD')
        .map((method) => `${method} ${url}`);
    });
}
