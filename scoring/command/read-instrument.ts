/** The instrument: our own latest, or anybody's from a file. */
import { readFile } from 'node:fs/promises';
import type { Instrument } from '../../survey/instrument.ts';
import type { Problems } from './problems.ts';

/** Reads and checks it; undefined, with the problems noted, when nothing can be scored with it. */
export async function readInstrument(
  file: string | undefined,
  problems: Problems,
): Promise<Instrument | undefined> {
  if (file === undefined) return (await import('../../survey/versions.ts')).latestInstrument;
  const raw = await readJson(file, problems);
  if (raw === undefined) return undefined;
  // Loaded here, because the shape check takes longer to load than a small file takes to score.
  const { checkInstrument } = await import('../../survey/check-instrument.ts');
  const { describeProblem } = await import('../../survey/problems.ts');
  const checked = checkInstrument(raw);
  if ('problems' in checked) {
    for (const problem of checked.problems) {
      problems.add({
        where: { file, pointer: problem.where },
        sentence: (language) => describeProblem(problem, language),
      });
    }
    return undefined;
  }
  const { min, max } = checked.instrument.scale;
  if (min < -32767 || max > 32767) {
    problems.add({ where: { file }, code: 'wideScale', values: { min, max } });
    return undefined;
  }
  return checked.instrument;
}

async function readJson(file: string, problems: Problems): Promise<unknown> {
  try {
    return JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError)
      problems.add({ where: { file }, code: 'notJson', values: { reason: error.message } });
    else
      problems.add({
        where: { file },
        code: 'unreadable',
        values: { reason: String((error as NodeJS.ErrnoException).code) },
      });
    return undefined;
  }
}
