/**
 * Reads one list in a process of its own, which `read-list.ts` starts: whatever is in a file, what it costs stays here, and
 * what runs out of memory or time is this process and not the server.
 */
import type { Problem } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import { describeImport } from './describe-import.ts';
import type { CheckedList, ListAnswer, ListTask, PreviewedList } from './list-task.ts';
import { isOfFile } from './preview/check-header.ts';
import { checkUnread } from './preview/check-unread.ts';
import { changesNothing } from './preview/preview.ts';
import { shortenValues } from './preview/quote-list.ts';
import { readPartnerSheet } from './preview/read-partner-sheet.ts';
import { correctSheet, findUnread } from './spreadsheets/correct-sheet.ts';
import { readSpreadsheet } from './spreadsheets/read-spreadsheet.ts';
import { readText } from './spreadsheets/read-text.ts';
import { writeSheet } from './spreadsheets/write-sheet.ts';

process.once('message', (task: ListTask) => {
  process.send!(answer(task), () => process.disconnect());
});

function answer(task: ListTask): ListAnswer {
  try {
    return { result: doTask(task) };
  } catch (error) {
    if (!(error instanceof Refusal)) return { error: String((error as Error).stack) };
    const { statusCode, code, values } = error;
    return {
      refusal: { statusCode, code, values, faults: { nl: error.faults('nl'), en: error.faults('en') } },
    };
  }
}

function doTask({ source, stored, wish }: ListTask): PreviewedList | CheckedList {
  const { file, text = '', corrections = {} } = source;
  const read = file ? readSpreadsheet(file) : readText(text);
  const { sheet, changed } = correctSheet(read, corrections);
  const unread = findUnread(read, corrections, source.unread);
  const preview = readPartnerSheet(sheet, { stored, unread });
  if (wish.kind === 'preview') {
    const ofFile = source.ofFile ?? preview.notices.filter(({ code }) => isOfFile(code));
    const notices = [...ofFile, ...preview.notices.filter(({ code }) => !isOfFile(code))];
    const corrected = file || changed ? writeSheet(sheet) : text;
    const rows = sheet.rows.filter(({ number }) => !unread.has(number));
    return {
      view: describeImport({ ...preview, notices }, wish.language),
      text: corrected,
      textToEdit: unread.size > 0 ? writeSheet({ ...sheet, rows }) : corrected,
      ofFile,
      isChanged: changed || (source.unread ?? []).join() !== preview.unread.join(),
      isRight: preview.problems.length === 0,
    };
  }
  const notRead = wish.mustReadAll ? checkUnread(preview) : [];
  const problems = [...preview.problems, ...notRead]
    .toSorted((a, b) => findRow(a) - findRow(b))
    .map(shortenValues);
  return { problems, partners: preview.partners, changesNothing: changesNothing(preview) };
}

/** What is wrong with the whole comes first. */
function findRow({ where }: Problem): number {
  return typeof where === 'string' ? 0 : where.row;
}
