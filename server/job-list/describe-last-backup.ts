/** How long ago the last good backup was made, as the operator reads it above the jobs. */
import type { Language } from '../../survey/texts.ts';
import { findLastBackup, hasNightlyBackups } from '../backups/last-backup.ts';
import type { Database } from '../database/schema.ts';
import { outboxTexts } from '../mail/outbox/texts.ts';
import { formatMoment } from '../text/format-date.ts';

/** After two nights without one something is wrong. */
const oldHours = 50;

export async function describeLastBackup(
  db: Database,
  language: Language,
): Promise<{ kind: 'ok' | 'warning'; text: string }> {
  const t = outboxTexts(language);
  const last = await findLastBackup(db);
  const isOld = !last || Date.now() - last.getTime() > oldHours * 3_600_000;
  const text = last
    ? t('outbox.jobs.lastBackup', { moment: formatMoment(last, language) })
    : t('outbox.jobs.noBackup');
  const how = isOld && !(await hasNightlyBackups(db)) ? [t('outbox.jobs.nightly')] : [];
  return { kind: isOld ? 'warning' : 'ok', text: [text, ...how].join(' ') };
}
