/**
 * What the user that the server runs as may do with tables that belong to another: read and change everything, but to
 * the log it only adds. It makes, changes and drops no tables.
 */
import { sql } from 'kysely';
import type { Database } from './schema.ts';

/** What a line holds that the server may say. Its number, its moment and its place in the chain come from the database. */
const lineColumns = [
  'actor',
  'account_id',
  'action',
  'municipality_id',
  'network_id',
  'round_id',
  'thing_id',
  'note',
  'origin',
  'refusal',
];

/** What the server takes out of the log by right. The other functions that act as the owner are for triggers. */
const logFunctions = ['remove_old_lines()', 'remove_old_origins()', 'erase_name_from_log(bigint, bigint)'];

/** Gives this user its rights, as the owner of the tables; once more changes nothing. */
export async function grantRights(owner: Database, user: string): Promise<void> {
  const to = sql.id(user);
  const columns = sql.join(lineColumns.map((column) => sql.id(column)));
  await owner.transaction().execute(async (transaction) => {
    // Two processes that grant at once would be in each other's way.
    await sql`SELECT pg_advisory_xact_lock(hashtext('ketenspiegel.rights'))`.execute(transaction);
    for (const statement of [
      sql`GRANT USAGE ON SCHEMA public, pgboss TO ${to}`,
      sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, pgboss TO ${to}`,
      sql`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public, pgboss TO ${to}`,
      sql`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO ${to}`,
      sql`REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM ${to}`,
      sql`GRANT EXECUTE ON FUNCTION ${sql.raw(logFunctions.join(', '))} TO ${to}`,
      sql`REVOKE ALL ON audit, log_chain, migration, migration_lock FROM ${to}`,
      sql`GRANT SELECT ON audit, log_chain, migration, migration_lock TO ${to}`,
      sql`GRANT INSERT (${columns}) ON audit TO ${to}`,
    ]) {
      await statement.execute(transaction);
    }
  });
}
