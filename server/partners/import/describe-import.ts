/**
 * The preview of a list as a page shows it: what would happen in counts, what is wrong by cause with one choice for all
 * of a kind, and the rows, with what is wrong first. A long list is shown in part, with how many rows more there are.
 */
import type { Language } from '../../../survey/texts.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { sheetLimits } from '../../web/limits.ts';
import { listKindChoices, listLanguageChoices } from '../describe-partner.ts';
import { partnerTexts } from '../texts.ts';
import {
  changesNothing,
  type Effects,
  type Preview,
  type PreviewCell,
  type PreviewRow,
  type RowState,
} from './preview/preview.ts';
import { shortenValues } from './preview/quote-list.ts';
import { nameAcceptField, nameCellField, nameRowField, nameSameField } from './spreadsheets/correct-sheet.ts';

const order: readonly RowState[] = ['wrong', 'changed', 'new', 'same', 'skipped'];
const badges = { wrong: 'wrong', changed: 'busy', new: 'ok', same: 'none', skipped: 'none' } as const;

/** Things that are the same to a reader: one sentence, and where it holds. */
export interface Cause {
  sentence: string;
  places: { where: string; href: string | undefined }[];
  /** How many places more there are; undefined when all are named. */
  more: string | undefined;
}

export function describeImport(preview: Preview, language: Language) {
  const t = partnerTexts(language);
  const { columns, rows, problems, warnings, notices, partners, effects, unread } = preview;
  const sorted = rows.toSorted((a, b) => rankRow(a) - rankRow(b) || a.number - b.number);
  const shown = sorted.slice(0, sheetLimits.shownRows);
  const fields = new Map(
    shown.flatMap((row) =>
      row.cells.flatMap((cell) =>
        [cell.problem, cell.warning].flatMap((found): [Problem, string][] =>
          found ? [[found, nameCellField(row.number, cell.column)]] : [],
        ),
      ),
    ),
  );
  return {
    effects: partners ? describeEffects(effects) : [],
    wrong:
      problems.length > 0
        ? { title: t('partners.import.wrong', { count: problems.length }), causes: listCauses(problems) }
        : undefined,
    unsure:
      warnings.length > 0
        ? { title: t('partners.import.unsure', { count: warnings.length }), causes: listCauses(warnings) }
        : undefined,
    choices: listChoices(),
    notices: listCauses(notices),
    mayReadHidden: unread.length > 0 && notices.some(({ code }) => code === 'hiddenRows'),
    unread: unread.join(','),
    columns,
    toChoose: shown.filter(asksChoice).map(describeRow),
    others: shown.filter((row) => !asksChoice(row)).map(describeRow),
    othersTitle: t('partners.import.others', { count: shown.filter((row) => !asksChoice(row)).length }),
    more:
      rows.length > sheetLimits.shownRows
        ? t('partners.import.moreRows', { count: rows.length - sheetLimits.shownRows })
        : undefined,
    store: partners && { isNothing: changesNothing(preview), label: t('partners.import.store') },
  };

  /** '1 partner nieuw', '2 mensen nieuw', '1 partner anders'. */
  function describeEffects({ partners: ofPartners, people: ofPeople }: Effects): string[] {
    const skipped = rows.filter(({ state }) => state === 'skipped').length;
    return [
      ...(['new', 'changed', 'back'] as const).flatMap((effect) => [
        ...(ofPartners[effect] > 0
          ? [t(`partners.import.effects.partners.${effect}`, { count: ofPartners[effect] })]
          : []),
        ...(ofPeople[effect] > 0
          ? [t(`partners.import.effects.people.${effect}`, { count: ofPeople[effect] })]
          : []),
      ]),
      ...(skipped > 0 ? [t('partners.import.effects.skipped', { count: skipped })] : []),
    ];
  }

  /** By cause, in the order in which each comes first. */
  function listCauses(found: readonly Problem[]): Cause[] {
    const phrased = found.map((problem) => ({ problem, fault: phrase(problem) }));
    const groups = Map.groupBy(
      phrased,
      ({ problem: { code }, fault: { sentence } }) => t.find(`partners.import.causes.${code}`) ?? sentence,
    );
    return [...groups].map(([sentence, group]) => ({
      sentence,
      places: group.slice(0, sheetLimits.shownProblems).flatMap(({ problem, fault: { where } }) => {
        const field = fields.get(problem);
        return where === '' ? [] : [{ where, href: field && `#field-${field}` }];
      }),
      more:
        group.length > sheetLimits.shownProblems
          ? t('partners.import.moreProblems', { count: group.length - sheetLimits.shownProblems })
          : undefined,
    }));
  }

  /** One choice for every cell with the same word under kind or language. */
  function listChoices() {
    const cells = rows.flatMap((row) =>
      row.cells.filter(
        ({ warning }) => warning?.code === 'unknownKind' || warning?.code === 'unknownLanguage',
      ),
    );
    const same = Map.groupBy(cells, ({ column, text }) => nameSameField(column, text));
    return [...same].slice(0, sheetLimits.shownProblems).map(([field, [first, ...others]]) => ({
      field,
      label: t('partners.import.same', { text: first!.text, column: first!.title, count: others.length + 1 }),
      options: listOptions(first!) ?? [],
    }));
  }

  function describeRow(row: PreviewRow) {
    return {
      number: row.number,
      isWrong: row.state === 'wrong',
      state: { kind: badges[row.state], label: t(`partners.import.states.${findState(row)}`) },
      problems: row.problems.map((problem) => phrase(problem).sentence),
      choice:
        row.unread || row.state !== 'skipped'
          ? {
              field: nameRowField(row.unread ? 'read' : 'skip', row.number),
              label: t(`partners.import.${row.unread ? 'readRow' : 'skipRow'}`),
              name: t('partners.import.rowNumber', { row: row.number }),
            }
          : undefined,
      cells: row.cells.map((cell) => describeCell(row, cell)),
    };
  }

  function describeCell(row: PreviewRow, cell: PreviewCell) {
    const found = cell.problem ?? cell.warning;
    const field = nameCellField(row.number, cell.column);
    return {
      text: cell.text,
      shown: showText(cell),
      title: cell.title,
      isFilled: cell.text !== '' || found !== undefined || cell.before !== undefined,
      before: cell.before === undefined ? undefined : t('partners.import.before', { value: showValue(cell) }),
      problem: found && {
        sentence: t.find(`partners.import.short.${found.code}`) ?? phrase(found).sentence,
        isWrong: cell.problem !== undefined,
        field,
        label: t('partners.import.cell', { row: row.number, column: cell.title }),
        options: listOptions(cell),
        hasLines: /[\r\n]/.test(cell.text),
        accept: describeOffer(row, cell, found),
      },
    };
  }

  /** The cell with the likely address in it, and everything else as it was typed. */
  function describeOffer(row: PreviewRow, { column, text }: PreviewCell, { code, values }: Problem) {
    const { typed, likely } = values ?? {};
    if (code !== 'mailSlip' || !text.includes(String(typed))) return undefined;
    const value = text.replace(String(typed), () => String(likely));
    return {
      field: nameAcceptField(row.number, column),
      value,
      label: t('partners.import.accept', { value }),
    };
  }

  function listOptions({ column }: PreviewCell) {
    const choices = { kind: listKindChoices, language: listLanguageChoices };
    if (column !== 'kind' && column !== 'language') return undefined;
    // Their words go into the list, which people read again as text.
    return choices[column](language).map(({ value, label }) => ({ value: value && label, label }));
  }

  /** As it was typed, but a kind or language as we call it. */
  function showText({ column, text, value }: PreviewCell): string {
    if (value === null || (column !== 'kind' && column !== 'language')) return text;
    return t.find(`partners.${column === 'kind' ? 'kinds' : 'languages'}.${value}`) ?? text;
  }

  function showValue({ column, before }: PreviewCell): string {
    if (before === null || before === undefined || before === '') return t('partners.import.nothing');
    if (column === 'kind') return t.find(`partners.kinds.${before}`) ?? String(before);
    if (column === 'language') return t.find(`partners.languages.${before}`) ?? String(before);
    return typeof before === 'number' ? before.toLocaleString(language === 'nl' ? 'nl-NL' : 'en-GB') : before;
  }

  function phrase(problem: Problem) {
    return refuseProblems([shortenValues(problem)]).faults(language)[0]!;
  }
}

/** What asks for a choice first: what is wrong, what looks like a mistake, what is not read. */
function rankRow(row: PreviewRow): number {
  if (row.state === 'wrong') return 0;
  if (!asksChoice(row)) return 3 + order.indexOf(row.state);
  return row.unread ? 2 : 1;
}

function asksChoice({ state, unread, cells }: PreviewRow): boolean {
  return state === 'wrong' || unread !== undefined || cells.some(({ warning }) => warning !== undefined);
}

function findState(row: PreviewRow) {
  if (row.unread === 'hidden') return 'hidden';
  if (row.state === 'wrong' || row.state === 'skipped') return row.state;
  if (row.comesBack) return 'back';
  if (row.state === 'new') return row.isNewPartner ? 'newPartner' : 'newPerson';
  return row.state;
}
