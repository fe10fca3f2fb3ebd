/**
 * What an example never touches, whatever is set for the installation beside it: its database, mail servers and mailbox, for the
 * people are made up, and its backups, which would make place for those of the example. Nobody needs a second step there.
 */
import type { Config } from '../config.ts';

export const withoutOutside = {
  databaseUrl: undefined,
  smtpUrl: undefined,
  imapUrl: undefined,
  backupDir: undefined,
  secondStep: [],
} satisfies Partial<Config>;
