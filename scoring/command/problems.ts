/**
 * What is wrong with the files: all of it at once, and nothing is scored. The sentences are loaded only when there
 * is something to say.
 */
import type { FoundProblem } from '../../survey/problems.ts';
import type { Language } from '../../survey/texts.ts';
import type nl from '../texts/command.nl.json';

interface FilePlace {
  /** As it was named on the command line; empty for the command line itself. */
  file: string;
  /** As a spreadsheet shows it: row 1 is the header. */
  row?: number;
  column?: string;
}

type FileProblem = FoundProblem<keyof typeof nl, FilePlace>;

/** A sentence about a place in an instrument, from the checks in `survey/`. */
interface InstrumentProblem {
  where: { file: string; pointer: string };
  sentence(language: Language): string;
}

const max = 10_000;

/** Collects problems, up to `max`: nobody would read more. */
export class Problems {
  readonly list: (FileProblem | InstrumentProblem)[] = [];

  add(problem: FileProblem | InstrumentProblem): void {
    if (this.list.length < max) this.list.push(problem);
    else if (this.list.length === max) {
      this.list.push({ where: { file: problem.where.file }, code: 'tooMany', values: { max } });
    }
  }

  get isFull(): boolean {
    return this.list.length > max;
  }
}

/** One line for each problem: file, row, column, and what to do. */
export async function describeProblems(problems: Problems, language: Language): Promise<string[]> {
  const { commandTexts } = await import('./texts.ts');
  const t = commandTexts(language);
  return problems.list.map((problem) => {
    if ('sentence' in problem) {
      return join([problem.where.file, problem.where.pointer, problem.sentence(language)]);
    }
    const { where, code, values } = problem;
    const { file, row, column } = where;
    const place =
      row === undefined ? '' : column === undefined ? t('row', { row }) : t('cell', { row, column });
    return join([file, place, t(code, values ?? {})]);
  });
}

/** What people typed may have line breaks; a problem is one line. */
function join(parts: string[]): string {
  return parts
    .filter((part) => part !== '')
    .join(': ')
    .replace(/\p{Cc}+/gu, ' ');
}
