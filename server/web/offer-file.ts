/** What a browser is told to do with a file, and under which name to keep it. */
import { create } from 'content-disposition';
import { toPlainLetters } from '../text/to-plain-letters.ts';

/**
 * The header `content-disposition` (RFC 6266) for a file with this name and ending; `inline` is to look at it first. A
 * name with other letters than a to z comes twice, once in plain letters for programs that know no better.
 */
export function offerFile(file: string, type: 'attachment' | 'inline' = 'attachment'): string {
  const [name, ending] = [file.slice(0, file.lastIndexOf('.')), file.slice(file.lastIndexOf('.'))];
  return create(file, { type, fallback: toPlainLetters([name]) + ending });
}
