/** The three kinds of file that are scored: partners, responses and ties. */
import { contactQuestions } from '../../survey/answers.ts';
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
  const known = partners && new Set(partners.map((partner) => partner.id));
  const table = new AnswerTable(instrument, known);
  const conditions = known && createConditionTable(instrument, known);
  const items = listItems(instrument).map((item) => item.id);
  const asked = instrument.conditions?.items.map(({ id }) => id) ?? [];
  const statements = createPart(items, 2, instrument.scale);
  const conditionsPart = conditions && createPart(asked, 2 + items.length, conditions.conditions.scale);
  /** Of each partner, in which row each respondent was first. */
  const rows = new Map<string, Map<string, number>>();
  // What a million rows need is made once, not for each of them.
  let isRight = true;
  const refuse = (problem: Parameters<Problems['add']>[0]) => {
    isRight = false;
    problems.add(problem);
  };
  const readAnswers = (cells: readonly string[], row: number, { ids, first, scale, answers }: Part) => {
    for (let index = 0; index < ids.length; index++) {
      const cell = cells[first + index]!;
      const answer = readAnswer(cell, scale);
      if (answer !== undefined) answers[index] = answer;
      else if (cell === unknown) answers[index] = null;
      else {
        const { min, max } = scale;
        refuse({
          where: { file, row, column: ids[index]! },
          code: 'notAnAnswer',
          values: { cell, min, max },
        });
      }
    }
  };
  await readRows(
    file,
    { needed: ['respondent', 'partner', ...items], optional: asked },
    problems,
    (cells, row) => {
      const id = cells[0]!;
      const partner = cells[1]!;
      isRight = true;
      if (id === '') refuse({ where: { file, row, column: 'respondent' }, code: 'emptyId' });
      if (partner === '') refuse({ where: { file, row, column: 'partner' }, code: 'emptyId' });
      else if (known && !known.has(partner)) {
        refuse({ where: { file, row, column: 'partner' }, code: 'unknownPartner', values: { id: partner } });
      }
      let colleagues = rows.get(partner);
      if (!colleagues) {
        colleagues = new Map();
        rows.set(partner, colleagues);
      }
      const first = colleagues.get(id);
      if (first === undefined) colleagues.set(id, row);
      else if (id !== '')
        refuse({
          where: { file, row, column: 'respondent' },
          code: 'doubleRespondent',
          values: { id, first },
        });
      readAnswers(cells, row, statements);
      if (conditionsPart) readAnswers(cells, row, conditionsPart);
      if (!isRight) return;
      table.addRow(partner, statements.answers, isCompared ? id : undefined);
      if (conditionsPart) conditions.answers.addRow(partner, conditionsPart.answers);
    },
  );
  return { answers: table, conditions };
}

/** Questions that stand beside each other from cell `first` on, and the answers of the row that is read. */
interface Part {
  ids: readonly string[];
  first: number;
  scale: Scale;
  answers: (number | null)[];
}

function createPart(ids: readonly string[], first: number, scale: Scale): Part {
  return { ids, first, scale, answers: new Array<number | null>(ids.length).fill(null) };
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
  const highest = contactQuestions.map(
    (question) => (instrument?.contacts?.[question].options.length ?? 100) - 1,
  );
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
    const [frequency, familiarity, dependence] = contactQuestions.map((column, index) => {
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
  // Nearly every cell is one digit, and a million respondents have many cells.
  const digit = cell.charCodeAt(0) - 48;
  if (cell.length === 1 && digit >= 0 && digit <= 9) return digit >= min && digit <= max ? digit : undefined;
  const isOn = (answer: number) => answer >= min && answer <= max;
  const [, whole, zeros] = wholeNumber.exec(cell) ?? [];
  const answer = Number(whole);
  if (whole === undefined || !isOn(answer)) return undefined;
  // 4.000 is four thousand to some, where the scale goes on so far.
  return zeros?.length === 3 && answer !== 0 && isOn(1000 * answer) ? undefined : answer;
}
