/**
 * The partners in a file that a program sends, or the operator gives in the shell. Nobody looks at a preview there: a
 * column that is not known is refused, and people are imported at the desk.
 */
import { type Problem, refuseProblems } from '../../text/problems.ts';
import type { PartnerToStore, Preview, StoredPartner } from './preview/preview.ts';
import { readPartnerSheet } from './preview/read-partner-sheet.ts';
import { personColumns } from './spreadsheets/columns.ts';
import { readSpreadsheet } from './spreadsheets/read-spreadsheet.ts';

type ListedPartner = Pick<StoredPartner, 'name' | 'kind' | 'size'> & { id: string };

/** Reads the file for a network that has these partners. Refuses, with all problems at once, what is not right. */
export async function readPartners(
  file: Uint8Array,
  listed: readonly ListedPartner[],
): Promise<PartnerToStore[]> {
  const sheet = await readSpreadsheet(file);
  const stored = listed.map(({ id, ...partner }) => ({ ...partner, code: id, people: [] }));
  const preview = readPartnerSheet(sheet, { stored });
  const problems = [...listUnread(preview), ...preview.problems];
  if (!preview.partners || problems.length > 0) throw refuseProblems(problems);
  return preview.partners;
}

function listUnread({ columns, headerRow, notices }: Preview): Problem[] {
  return [
    ...notices.filter(({ code }) => code === 'unknownColumn'),
    ...columns
      .filter(({ column }) => personColumns.has(column))
      .map(({ title }): Problem => ({ where: { row: headerRow, column: title }, code: 'peopleNotHere' })),
  ];
}
