/**
 * What every page with questions can do. One file for each kind of page says how; the routes, the conflict page
 * and the copy know only this.
 */
import type { SurveyProblem } from '../../../survey/problems.ts';
import type { Frame } from '../../web/frame.ts';
import type { Views } from '../../web/views.ts';
import type { AnswerField, Fields } from './form.ts';
import type { FormContent, Visit } from './visit.ts';

/** What to point at: sentences of problems by field, and the fields that are asked for once more. */
export interface Marks {
  problems: ReadonlyMap<string, string>;
  open: ReadonlySet<string>;
}

/** One answer with its question, in words and as the fields that give it. */
export interface FormPart {
  question: string;
  answer: string;
  answered: boolean;
  fields: readonly AnswerField[];
}

export interface Position {
  anchor: string;
  question: string;
}

/** What the part around the questions (`form.hbs`) shows, and each page with it. */
export interface FormValues {
  /** The path of the personal link. */
  base: string;
  step: number;
  steps: number;
  heading: string;
  /** Where its form goes, and where it is saved without sending. */
  action: string;
  save: string;
  /** What the button there says. */
  button: string;
  revision: number;
  view: string;
  faults: readonly { where: string; sentence: string; place: Position | undefined }[];
  /** One sentence that says why it did not go on. */
  notice: string | undefined;
  /** How much is still open, when that is asked for once more. */
  open: string | undefined;
  /** It was asked for once more. */
  asked: boolean;
}

export type FormTemplate = `questionnaire/pages/${
  | 'concept'
  | 'conditions'
  | 'contacts'
  | 'contact-details'
  | 'profile'
  | 'send'}`;

/** Shows a page with a form as the answer, or gives its HTML. */
export type ShowPage<Outcome> = <Name extends FormTemplate>(
  template: Name,
  values: Views[Name] & Frame,
) => Outcome;

declare module '../../web/views.ts' {
  interface Parts {
    'questionnaire/pages/form': FormValues;
  }
}

export interface FormPage {
  /** Where it stands below the personal link. */
  path: string;
  /** The name under which its content is saved. */
  stored: string;
  /** The path of the step that the progress bar counts it as. */
  step: string;
  /** Where its form goes when that is not `path`, and what the button there says. */
  action?: string;
  nameButton?: (visit: Visit) => string;
  /** The text that counts what is still open. */
  openNotice: 'answers.open.questions' | 'answers.open.items';
  /** The text that tells who may have saved something else meanwhile, when that is not the respondent alone. */
  conflictSentence?: 'answers.profile.conflict';
  /** It shows the round's other partners. */
  asksAboutPartners: boolean;
  /** It proposes the contacts of the last round while nothing is saved. */
  proposesContacts?: true;
  /** It shows what the partner says of itself, which a colleague may have written. */
  needsProfile?: boolean;
  /** Without answers it shows nothing of the visit but the link and the language. */
  isAlikeForAll: boolean;
  /** Its heading. */
  title(visit: Visit): string;
  /** Shows its template in the frame of `form`, with these answers filled in. */
  show<Outcome>(
    showPage: ShowPage<Outcome>,
    form: FormValues & Frame,
    filled: { visit: Visit; fields: Fields; marks: Marks },
  ): Outcome;
  check(visit: Visit, fields: Fields): { content: FormContent } | { problems: SurveyProblem[] };
  /** The fields without an answer, that are asked for once. */
  listOpen(visit: Visit, content: FormContent | undefined): string[];
  /** All its questions, answered or not, always in the same order. */
  listParts(visit: Visit, content: FormContent | undefined): FormPart[];
  /** Where a field is on the page, when it is: the id of its place, and its question. */
  findPlace(visit: Visit, field: string): Position | undefined;
}
