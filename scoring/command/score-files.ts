/**
 * Scores files without a server, as everybody with the network's result may see it. A researcher recomputes a
 * published score with it; anybody scores data of their own instrument.
 */
import { parseArgs } from 'node:util';
import { isLanguage } from '../../survey/texts.ts';
import { discloseScores } from '../disclose.ts';
import { scoreTables } from '../score-network.ts';
import type { Scores } from '../scores.ts';
import { describeProblems, Problems } from './problems.ts';
import { readPartners, readResponses, readTies } from './read-files.ts';
import { readInstrument } from './read-instrument.ts';

const options = {
  partners: { type: 'string' },
  responses: { type: 'string' },
  ties: { type: 'string' },
  instrument: { type: 'string' },
  'previous-responses': { type: 'string' },
  'previous-instrument': { type: 'string' },
  unprotected: { type: 'boolean', default: false },
  language: { type: 'string', default: 'nl' },
  help: { type: 'boolean', default: false },
} as const;

/** What the command prints, on standard output or as lines on standard error. */
export type Outcome = { output: string } | { lines: string[] };

/** Runs the command with these arguments. With any problem the outcome is lines, and nothing is scored. */
export async function scoreFiles(words: string[]): Promise<Outcome> {
  const problems = new Problems();
  const given = readArguments(words, problems);
  if (given?.help) return { output: (await import('./texts.ts')).commandTexts(given.language)('usage') };
  const scores = given && problems.list.length === 0 ? await readAndScore(given, problems) : undefined;
  if (scores) return { output: JSON.stringify(scores, null, 2) };
  return { lines: await describeProblems(problems, given?.language ?? 'nl') };
}

/** Reads what was asked on the command line; problems with it are noted. */
function readArguments(words: string[], problems: Problems) {
  try {
    const { values } = parseArgs({ args: words, options });
    for (const option of ['partners', 'responses'] as const) {
      if (values[option] === undefined && !values.help)
        problems.add({ where: { file: '' }, code: 'missingOption', values: { option } });
    }
    const option = 'previous-instrument';
    if (values[option] !== undefined && values['previous-responses'] === undefined) {
      problems.add({ where: { file: '' }, code: 'needlessOption', values: { option } });
    }
    const { language } = values;
    if (!isLanguage(language))
      problems.add({ where: { file: '' }, code: 'unknownLanguage', values: { language } });
    return { ...values, language: isLanguage(language) ? language : 'nl' };
  } catch (error) {
    problems.add({ where: { file: '' }, code: 'argument', values: { message: (error as Error).message } });
    return undefined;
  }
}

/** Reads the files and scores them; undefined when there were problems. */
async function readAndScore(given: NonNullable<ReturnType<typeof readArguments>>, problems: Problems) {
  const { partners: partnerFile, responses, ties, unprotected } = given;
  const before = given['previous-responses'];
  const instrument = await readInstrument(given.instrument, problems);
  const instrumentBefore = given['previous-instrument']
    ? await readInstrument(given['previous-instrument'], problems)
    : instrument;
  const partners = await readPartners(partnerFile!, problems);
  // Without a list every partner would be unknown.
  const isListed = partners.length > 0;
  const read =
    instrument &&
    (await readResponses(
      responses!,
      instrument,
      isListed ? partners : undefined,
      problems,
      before !== undefined,
    ));
  const previous =
    before && instrumentBefore && (await readResponses(before, instrumentBefore, undefined, problems, true));
  const reported = ties && isListed ? await readTies(ties, instrument, partners, problems) : undefined;
  if (problems.list.length > 0 || !read) return undefined;
  const scores: Scores = scoreTables({
    ...read,
    partners,
    ties: reported,
    previous: (previous || undefined)?.answers,
  });
  return unprotected
    ? scores
    : discloseScores(scores, { reader: { kind: 'network' }, consenting: new Set() });
}
