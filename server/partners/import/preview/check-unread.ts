/**
 * What would be left out without a word where nobody sees a preview, because a program sends the list, or a shell does:
 * whatever a preview would only tell of, but for columns that we need not, and people, who are imported at the desk.
 */
import type { Problem } from '../../../text/problems.ts';
import { personColumns } from '../spreadsheets/columns.ts';
import type { Preview } from './preview.ts';

/** Warnings about what is read all the same. */
const read: ReadonlySet<Problem['code']> = new Set<Problem['code']>([
  'dateAsId',
  'sharedMailbox',
  'sharedAddress',
  'otherNameAtAddress',
  'sharedWithColleague',
  'severalNames',
]);

export function checkUnread({ columns, headerRow, notices, problems, warnings }: Preview): Problem[] {
  // A cell too many is a problem of its own.
  const isSaid = ({ code }: Problem) =>
    code === 'untitledCells' && problems.some((problem) => problem.code === 'extraCell');
  return [
    ...notices.filter((notice) => notice.code !== 'unusedColumn' && !isSaid(notice)),
    ...warnings.filter(({ code }) => !read.has(code)),
    ...columns
      .filter(({ column }) => personColumns.has(column))
      .map(({ title }): Problem => ({ where: { row: headerRow, column: title }, code: 'peopleNotHere' })),
  ];
}
