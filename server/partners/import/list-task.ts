/** What goes to the process that reads a list, and what comes back. */
import type { Language } from '../../../survey/texts.ts';
import type { Problem } from '../../text/problems.ts';
import type { Refusal } from '../../text/refusal.ts';
import type { describeImport } from './describe-import.ts';
import type { checkUnread } from './preview/check-unread.ts';
import type { PartnerToStore, StoredPartner } from './preview/preview.ts';

/** A file when there is one, else the text; with what was corrected in the preview, by the names of its fields. */
export interface ListSource {
  file?: Uint8Array;
  text?: string;
  corrections?: Readonly<Record<string, unknown>>;
  /** The numbers of the rows that are left out; without it those that are hidden in the file. */
  unread?: readonly number[];
  /** What was said of the file when it was read: the text that it became says it no longer. */
  ofFile?: readonly Problem[];
}

/** What the other process is asked. */
export interface ListTask {
  source: ListSource;
  stored: readonly StoredPartner[];
  wish: { kind: 'preview'; language: Language } | { kind: 'check'; mustReadAll: boolean };
}

/** What the page of the preview shows, and the text that goes on to the next page. */
export type PreviewedList = {
  view: ReturnType<typeof describeImport>;
  text: string;
  /** The same without the rows that are left out, to be changed as text. */
  textToEdit: string;
  ofFile: readonly Problem[];
  /** Somebody corrected or chose something on the page that is not in what was seen. */
  isChanged: boolean;
  isRight: boolean;
};

/** What to store; undefined while something is wrong. */
export type CheckedList = {
  problems: ReturnType<typeof checkUnread>;
  partners: PartnerToStore[] | undefined;
  changesNothing: boolean;
};

/** A refusal keeps its sentences when it goes to another process. */
export type ListAnswer =
  | { result: PreviewedList | CheckedList }
  | { refusal: Pick<Refusal, 'statusCode' | 'code' | 'values'> & { faults: Record<'nl' | 'en', unknown> } }
  | { error: string };
