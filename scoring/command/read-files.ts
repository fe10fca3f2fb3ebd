/** The three kinds of file that are scored: partners, responses and ties. */
import type { Instrument, Scale } from '../../survey/instrument.ts';
import { readSize } from '../../survey/read-size.ts';
import { AnswerTable, listItems } from '../answer-table.ts';
import type { Partner } from '../answers.ts';
import { type ConditionTable, createConditionTable } from '../score-conditions.ts';
import { TieTable } from '../tie-table.ts';
import type { Problems } from './problems.ts';
import { readRows } from './read-rows.ts';

/** How 'weet ik niet' stands in a file; it counts as missing, like an empty cell. */
const unknown = 'unknown';

/** `id,name,kind,size`; only the id is needed. */
export async function readPartners(file: string, problems: Problems): Promise<Partner[]> {
  const partners: Partner[] = [];
  const rows = new Map<string, number>();
  const columns = { needed: ['id'], optional: ['name', 'kind', 'size'] };
  await readRows(file, columns, problems, ([id = '', name = '', kind = '', size = ''], row) => {
    const first = rows.get(id);
    if (id === '') problems.add({ where: { file, row, column: 'id' }, code: 'emptyId' });
    else if (first)
      problems.add({ where: { file, row, column: 'id' }, code: 'doublePartner', values: { id, first } });
    else rows.set(id, row);
    const { size: number, problem } = readSize(size);
    if (problem) problems.add({ where: { file, row, column: 'size' }, code: problem });
    partners.push({ id, name, kind: kind || null, size: number });
  });
  return partners;
}

/**
 * `respondent,partner`, a column for each item, and for each condition if they were asked. Partners that are not in
 * `partners` are problems; without a list any partner is taken, because those of an earlier round may have left the
 * network, and conditions are left out, because they are not compared. Of two rounds that are compared, a respondent is
 * the same person in both when the id is.
 */
export async function readResponses(
  file: string,
  instrument: Instrument,
  partners: readonly Partner[] | undefined,
  problems: Problems,
  isCompared: boolean,
): Promise<{ answers: AnswerTable; conditions: ConditionTable | undefined }> {
  const items = listItems(instrument).map((item) => item.id);
  const known = partners && new Set(partners.map((partner) => partner.id));
  const table = new AnswerTable(instrument, known);
  const conditions = known && createConditionTable(instrument, known);
  const asked = instrument.conditions?.items.map(({ id }) => id) ?? [];
  const given = new Array<number | null>(asked.length).fill(null);
  const rows = new Map<string, number>();
  const read = new Array<number | null>(items.length).fill(null);
  await readRows(
    file,
    { needed: ['respondent', 'partner', ...items], optional: asked },
    problems,
    (cells, row) => {
      const [id = '', partner = ''] = cells;
      let isRight = true;
      const refuse = (problem: Parameters<Problems['add']>[0]) => {
        isRight = false;
        problems.add(problem);
      };
      if (id === '') refuse({ where: { file, row, column: 'respondent' }, code: 'emptyId' });
      if (partner === '') refuse({ where: { file, row, column: 'partner' }, code: 'emptyId' });
      else if (known && !known.has(partner)) {
        refuse({ where: { file, row, column: 'partner' }, code: 'unknownPartner', values: { id: partner } });
      }
      const person = `${partner}\n${id}`;
      const first = rows.get(person);
      if (first === undefined) rows.set(person, row);
      else if (id !== '')
        refuse({
          where: { file, row, column: 'respondent' },
          code: 'doubleRespondent',
          values: { id, first },
        });
      const readAnswers = (
        ids: readonly string[],
        first: number,
        { min, max }: Scale,
        into: (number | null)[],
      ) => {
        for (let index = 0; index < ids.length; index++) {
          const cell = cells[first + index]!;
          const answer = cell === unknown ? null : readAnswer(cell, { min, max });
          if (answer === undefined) {
            refuse({
              where: { file, row, column: ids[index]! },
              code: 'notAnAnswer',
              values: { cell, min, max },
            });
          } else into[index] = answer;
        }
      };
      readAnswers(items, 2, instrument.scale, read);
      if (conditions) readAnswers(asked, items.length + 2, conditions.conditions.scale, given);
      if (!isRight) return;
      table.addRow(partner, read, isCompared ? id : undefined);
      conditions?.answers.addRow(partner, given);
    },
  );
  return { answers: table, conditions };
}

/** `from,to,frequency` and, if they were asked, `familiarity,dependence`. */
export async function readTies(
  file: string,
  instrument: Instrument | undefined,
  partners: readonly Partner[],
  problems: Problems,
): Promise<TieTable> {
  const known = new Set(partners.map((partner) => partner.id));
  const table = new TieTable(known);
  const questions = ['frequency', 'familiarity', 'dependence'] as const;
  const highest = questions.map((question) => (instrument?.contacts?.[question].options.length ?? 100) - 1);
  const columns = { needed: ['from', 'to', 'frequency'], optional: ['familiarity', 'dependence'] };
  await readRows(file, columns, problems, (cells, row) => {
    const [from = '', to = ''] = cells;
    let isRight = true;
    for (const [column, id] of Object.entries({ from, to })) {
      if (known.has(id)) continue;
      isRight = false;
      problems.add({ where: { file, row, column }, code: 'unknownPartner', values: { id } });
    }
    if (from === to && isRight) problems.add({ where: { file, row }, code: 'tieWithItself' });
    const [frequency, familiarity, dependence] = questions.map((column, index) => {
      const cell = cells[index + 2]!;
      const max = highest[index]!;
      const answer = readAnswer(cell, { min: 0, max });
      if (answer !== undefined) return answer;
      problems.add({ where: { file, row, column }, code: 'notAnOption', values: { cell, max } });
      return null;
    }) as [number | null, number | null, number | null];
    if (isRight) table.add({ from, to, frequency, familiarity, dependence });
  });
  return table;
}

const wholeNumber = /^(-?\d{1,15})(?:[.,](0+))?$/;

/**
 * A whole number on this scale, also as a program writes it that keeps decimals (4.0), or Excel in Dutch (4,00). Null for
 * an empty cell, undefined for anything else, such as 4.5 and 4e0.
 */
function readAnswer(
  cell: string,
  { min, max }: Readonly<{ min: number; max: number }>,
): number | null | undefined {
  if (cell === '') return null;
  const isOn = (answer: number) => answer >= min && answer <= max;
  // Nearly every cell is one digit, and a million respondents have many cells.
  const digit = cell.charCodeAt(0) - 48;
  if (cell.length === 1 && digit >= 0 && digit <= 9) return isOn(digit) ? digit : undefined;
  const [, whole, zeros] = wholeNumber.exec(cell) ?? [];
  const answer = Number(whole);
  if (whole === undefined || !isOn(answer)) return undefined;
  // 4.000 is four thousand to some, where the scale goes on so far.
  return zeros?.length === 3 && answer !== 0 && isOn(1000 * answer) ? undefined : answer;
}
