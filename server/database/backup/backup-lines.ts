/** Reads the lines of a backup. A row stays the text that the database gave, so that no number or sign of it changes. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import split2 from 'split2';
import { Refusal } from '../../text/refusal.ts';
import { type BackupLine, type Opening, rowStart } from './backup-format.ts';

/**
 * The opening first. Refuses a file that is no backup, one that was cut off or changed, and one in which the rows are
 * not as many as it says.
 */
export async function* readLines(file: string): AsyncGenerator<BackupLine> {
  // Only this sign ends a line: a text that somebody typed may hold any other line end, and JSON leaves some as they are.
  const lines = split2('\n');
  const source = createReadStream(file);
  const unpacked = createGunzip();
  for (const stream of [source, unpacked]) stream.once('error', (error: Error) => lines.destroy(error));
  source.pipe(unpacked).pipe(lines);
  let isFirst = true;
  let rows = 0;
  let expected: number | undefined;
  try {
    for await (const text of lines) {
      const line = readLine(text);
      if (isFirst && !('ketenspiegel' in line && line.format === 1))
        throw new Refusal(400, 'backup.none', { file });
      isFirst = false;
      if ('row' in line) rows += 1;
      if ('end' in line) expected = line.rows;
      yield line;
    }
  } catch (error) {
    if (error instanceof Refusal || !isOfFile(error)) throw error;
    if (error.code === 'ENOENT') throw new Refusal(400, 'backup.noFile', { file });
    throw isFirst ? new Refusal(400, 'backup.none', { file }) : new Refusal(400, 'backup.broken');
  } finally {
    source.destroy();
  }
  if (expected !== rows) throw new Refusal(400, isFirst ? 'backup.none' : 'backup.broken', { file });
}

/** Reads a whole backup and gives its opening; refuses as `readLines` does. */
export async function checkBackup(file: string): Promise<Opening> {
  let opening: Opening | undefined;
  for await (const line of readLines(file)) if ('ketenspiegel' in line) opening = line;
  return opening!;
}

function readLine(text: string): BackupLine {
  const line = JSON.parse(text);
  return text.startsWith(rowStart) ? { row: text.slice(rowStart.length, -1) } : line;
}

/** Of the disk, of the packing, or of a line that is no JSON. */
function isOfFile(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof SyntaxError || (error instanceof Error && 'code' in error);
}
