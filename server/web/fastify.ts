/** What every route file knows of the server: its type, and the things that hang on it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { Printer } from '../../reports/print/printer.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/schema.ts';
import type { JobQueue } from '../jobs/job-queue.ts';

/** A Fastify whose routes are typed by their TypeBox schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module 'fastify' {
  interface FastifyInstance {
    db: Database;
    /** The same database for jobs, which may take longer (`database/time-limits.ts`). */
    jobDb: Database;
    jobs: JobQueue;
    printer: Printer;
    config: Config;
    /** All data of this server are made up. */
    isExample: boolean;
    /** From which links are made (`link-key.ts`). */
    linkKey: string;
  }
}
