/**
 * The log: lines of JSON for a program to read, without personal data. A request is its method and route, never its
 * address (which can hold a link) and never who asked. An error is its kind, its code and where it happened: the
 * words of a database error hold what somebody typed, so they stay out.
 */
import type { FastifyRequest, FastifyServerOptions } from 'fastify';

export function logOptions(level: string): NonNullable<FastifyServerOptions['logger']> {
  return { level, serializers: { req: describeRequest, err: describeError } };
}

function describeRequest(request: FastifyRequest) {
  return { method: request.method, route: request.routeOptions?.url ?? 'none' };
}

/** Exported for its test. */
export function describeError(error: Error & { code?: unknown; severity?: unknown; constraint?: unknown }) {
  const { name, code, severity, constraint } = error;
  const isFromDatabase = severity !== undefined;
  // The stack begins with the message.
  const place = error.stack?.slice(error.stack.indexOf('\n    at ') + 1);
  return {
    type: name,
    message: isFromDatabase ? 'a refusal of the database' : error.message,
    code,
    constraint,
    stack: place ?? '',
  };
}
