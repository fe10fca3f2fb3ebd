/**
 * The preview of a list as a page shows it: what is wrong first, then what is new or changed, then the rest. A long
 * list is shown in part, with how many rows more there are.
 */
import type { Language } from '../../../survey/texts.ts';
import { networkTexts } from '../../networks/texts.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { sheetLimits } from '../../web/limits.ts';
import { listKindChoices, listLanguageChoices } from '../describe-partner.ts';
import { partnerTexts } from '../texts.ts';
import {
  changesNothing,
  type Preview,
  type PreviewCell,
  type PreviewRow,
  type RowState,
} from './preview/preview.ts';
import { nameCellField } from './spreadsheets/correct-sheet.ts';

const order: readonly RowState[] = ['wrong', 'changed', 'new', 'same', 'skipped'];
const badges = { wrong: 'wrong', changed: 'busy', new: 'ok', same: 'none', skipped: 'none' } as const;

export function describeImport(preview: Preview, language: Language) {
  const t = partnerTexts(language);
  const { columns, rows, counts, problems, notices, partners } = preview;
  const sorted = rows.toSorted(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.number - b.number,
  );
  const shown = sorted.slice(0, sheetLimits.shownRows);
  const ofCells = new Map(shown.flatMap((row) => row.cells.map((cell) => [cell.problem, { row, cell }])));
  const people = partners?.reduce((sum, partner) => sum + partner.people.length, 0) ?? 0;
  return {
    counts: order
      .filter((state) => counts[state] > 0)
      .map((state) => t(`partners.import.counts.${state}`, { count: counts[state] })),
    wrong: problems.length > 0 ? describeProblems() : undefined,
    notices: notices.map(phrase),
    columns,
    rows: shown.map(describeRow),
    more:
      rows.length > sheetLimits.shownRows
        ? t('partners.import.moreRows', { count: rows.length - sheetLimits.shownRows })
        : undefined,
    store: partners && {
      isNothing: changesNothing(preview),
      label: t('partners.import.store', {
        partners: networkTexts(language)('networks.counts.partners', { count: partners.length }),
        people: networkTexts(language)('networks.counts.people', { count: people }),
      }),
    },
  };

  function describeProblems() {
    return {
      title: t('partners.import.wrong', { count: problems.length }),
      list: problems.slice(0, sheetLimits.shownProblems).map((problem) => {
        const found = ofCells.get(problem);
        return {
          ...phrase(problem),
          href: found && `#field-${nameCellField(found.row.number, found.cell.column)}`,
        };
      }),
      more:
        problems.length > sheetLimits.shownProblems
          ? t('partners.import.moreProblems', { count: problems.length - sheetLimits.shownProblems })
          : undefined,
    };
  }

  function describeRow(row: PreviewRow) {
    return {
      number: row.number,
      isWrong: row.state === 'wrong',
      state: { kind: badges[row.state], label: t(`partners.import.states.${findState(row)}`) },
      problems: row.problems.map((problem) => phrase(problem).sentence),
      cells: row.cells.map((cell) => describeCell(row, cell)),
    };
  }

  function describeCell(row: PreviewRow, cell: PreviewCell) {
    return {
      text: cell.text,
      title: cell.title,
      isFilled: cell.text !== '' || cell.problem !== undefined || cell.before !== undefined,
      before: cell.before === undefined ? undefined : t('partners.import.before', { value: showValue(cell) }),
      problem: cell.problem && {
        sentence: phrase(cell.problem).sentence,
        field: nameCellField(row.number, cell.column),
        label: t('partners.import.cell', { row: row.number, column: cell.title }),
        options: listOptions(cell),
        hasLines: /[\r\n]/.test(cell.text),
      },
    };
  }

  function listOptions({ column }: PreviewCell) {
    if (column === 'kind') return listKindChoices(language);
    return column === 'language' ? listLanguageChoices(language) : undefined;
  }

  function showValue({ column, before }: PreviewCell): string {
    if (before === null || before === undefined || before === '') return t('partners.import.nothing');
    if (column === 'kind') return t.find(`partners.kinds.${before}`) ?? String(before);
    if (column === 'language') return t.find(`partners.languages.${before}`) ?? String(before);
    return typeof before === 'number' ? before.toLocaleString(language === 'nl' ? 'nl-NL' : 'en-GB') : before;
  }

  function phrase(problem: Problem) {
    return refuseProblems([problem]).faults(language)[0]!;
  }
}

function findState(row: PreviewRow) {
  if (row.state === 'wrong' || row.state === 'skipped') return row.state;
  if (row.comesBack) return 'back';
  if (row.state === 'new') return row.isNewPartner ? 'newPartner' : 'newPerson';
  return row.state;
}
