import type { FastifyRequest } from 'fastify';

/** Does the script ask, which saves while somebody types? */
export function wantsJson(request: FastifyRequest): boolean {
  return request.headers.accept === 'application/json';
}
