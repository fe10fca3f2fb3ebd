/**
 * What would be left out without a word where nobody sees a preview, because a program sends the list, or a shell does:
 * columns that are not known, and people, who are imported at the desk.
 */
import type { Problem } from '../../../text/problems.ts';
import { personColumns } from '../spreadsheets/columns.ts';
import type { Preview } from './preview.ts';

export function checkUnread({ columns, headerRow, notices }: Preview): Problem[] {
  return [
    ...notices.filter(({ code }) => code === 'unknownColumn'),
    ...columns
      .filter(({ column }) => personColumns.has(column))
      .map(({ title }): Problem => ({ where: { row: headerRow, column: title }, code: 'peopleNotHere' })),
  ];
}
