/** The titles of the columns that are read. */
import type { Column } from '../spreadsheets/columns.ts';
import type { FoundHeader, FoundTitle } from '../spreadsheets/find-header.ts';

export type ReadTitle = FoundTitle & { column: Column };

/** The columns that are read; of two that mean the same the first. */
export function listReadTitles({ titles }: FoundHeader): ReadTitle[] {
  const columns = new Set<unknown>([undefined, 'unused']);
  return titles.filter((title): title is ReadTitle => {
    const isFirst = !columns.has(title.column);
    columns.add(title.column);
    return isFirst;
  });
}
