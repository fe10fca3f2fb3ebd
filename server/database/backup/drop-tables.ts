/** Drops all that migrations made in a database without data, so that an earlier version's tables can take its place. */
import { sql } from 'kysely';
import type { Database } from '../schema.ts';

/** The list of migrations stays: when the transaction ends, all of them have been applied again. */
export async function dropTables(db: Database): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    SELECT format('DROP %s IF EXISTS %I.%I CASCADE', CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, 'public', relname)
      AS statement
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') AND relname NOT LIKE 'migration%'
    UNION ALL
    SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', pg_proc.oid::regprocedure)
    FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')`.execute(db);
  for (const { statement } of rows) await sql.raw(statement).execute(db);
}
