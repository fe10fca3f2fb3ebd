/** What the parts of pages are handed; README.md tells what they are for. What may be left out has a `?`. */
import type { Desk, PageProblem } from '../frame.ts';

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'primary-danger' | 'subtle';
export type NoticeKind = 'info' | 'ok' | 'warning' | 'error';
export type IconKind = 'ok' | 'busy' | 'warning' | 'wrong' | 'info' | 'none';
export type StatusKind = Exclude<IconKind, 'info'>;

interface Button {
  label: string;
  kind?: ButtonKind | undefined;
  /** Makes it a link. */
  href?: string | undefined;
  rel?: string | undefined;
  download?: boolean | undefined;
  name?: string | undefined;
  value?: string | number | undefined;
  formaction?: string | undefined;
  /** The id of the form that it sends, where it stands outside it. */
  form?: string | undefined;
  /** Words that only a screen reader says. */
  about?: string | undefined;
}

interface PostButton extends Pick<Button, 'label' | 'kind' | 'about'> {
  action: string;
  /** Hidden fields by name. */
  fields?: Readonly<Record<string, string | number>> | undefined;
}

export interface ConflictRow {
  label: string;
  stored: string | number | null | undefined;
  typed: string | number | null | undefined;
}

interface DeskHeader {
  desk: Partial<Desk>;
  problems: readonly PageProblem[] | undefined;
}

type Empty = { title: string; text?: string | undefined } & (
  | { href: string; label: string }
  | { href?: undefined; label?: undefined }
);

export interface FieldOption {
  value: string | number;
  label: string;
  hint?: string | undefined;
}

export interface Field {
  name: string;
  label: string;
  /** text when left out. */
  type?:
    | 'email'
    | 'password'
    | 'date'
    | 'datetime-local'
    | 'time'
    | 'number'
    | 'search'
    | 'file'
    | 'textarea'
    | 'select'
    | 'radio'
    | 'checkbox'
    | undefined;
  value?: string | number | boolean | readonly (string | number)[] | null | undefined;
  hint?: string | undefined;
  options?: readonly FieldOption[] | undefined;
  required?: boolean | undefined;
  readonly?: boolean | undefined;
  /** A narrow box. */
  short?: boolean | undefined;
  autocomplete?: string | undefined;
  inputmode?: string | undefined;
  accept?: string | undefined;
  min?: string | number | undefined;
  max?: string | number | undefined;
  maxlength?: string | number | undefined;
  rows?: string | number | undefined;
}

type FieldNotes = Pick<Field, 'name' | 'hint'> & { problem: string };

type FieldAttributes = Pick<
  Field,
  'required' | 'readonly' | 'autocomplete' | 'inputmode' | 'accept' | 'min' | 'max' | 'maxlength'
> & { problem: string; describedBy: string };

interface Notice {
  kind?: NoticeKind | undefined;
  title?: string | undefined;
  text?: string | undefined;
  focus?: boolean | undefined;
  alert?: boolean | undefined;
  id?: string | undefined;
  /** Where its block stands. */
  in?: object | undefined;
}

interface Pager {
  previous?: string | undefined;
  next?: string | undefined;
  page?: number | undefined;
  pages?: number | undefined;
}

export interface MailExample {
  language: string;
  heading: string;
  /** From whom it comes, and whom an answer reaches. */
  from?: string | undefined;
  replyTo?: string | undefined;
  subject: string;
  greeting: string;
  blocks: readonly {
    text: string | undefined;
    quote: { lead: string; paragraphs: readonly string[] } | undefined;
    button: { label: string; url: string } | undefined;
  }[];
}

interface Table {
  caption: string;
  hideCaption?: boolean | undefined;
  kind?: 'stacks' | 'stacks agreements' | 'stacks board' | 'stacks charted' | undefined;
  in: object;
}

interface Withdrawal {
  base: string;
  what: 'comments' | 'research-comments' | 'unseen-comments' | 'consents';
  /** Of the tick. */
  id: string;
  tick: string;
  button: string;
}

declare module '../views.ts' {
  interface Parts {
    button: Button;
    conflict: { rows: readonly ConflictRow[] };
    details: { summary: string; open?: boolean | undefined; in: object };
    empty: Empty;
    field: Field;
    'field-attributes': FieldAttributes;
    'field-notes': FieldNotes;
    icon: { name: IconKind };
    'mail-example': { mail: MailExample };
    notice: Notice;
    pager: Pager;
    'pager-nav': Pager;
    problems: object;
    refusal: object;
    status: { kind: StatusKind; label: string };
    table: Table;
    withdrawal: Withdrawal;
  }
  interface DeskParts {
    'desk-header': DeskHeader;
    'post-button': PostButton;
  }
}
