/** What a page with questions shows, whatever it asks: progress, what is wrong, what is open, and the answers. */
import { describeProblem, type SurveyProblem } from '../../../survey/problems.ts';
import { answerTexts } from '../texts.ts';
import type { Fields } from './form.ts';
import type { FormPage, ShowPage } from './form-page.ts';
import { findStep, placeOf } from './form-pages.ts';
import type { Visit } from './visit.ts';

export interface FormState {
  fields: Fields;
  revision: number;
  view: string;
  problems?: SurveyProblem[];
  /** The fields that are asked for once more. */
  open?: string[];
  /** They were asked for before, so the next page comes even when they stay open. */
  asked?: boolean;
  /** One sentence that says why it did not go on. */
  notice?: string;
}

/** Shows the page in this state. */
export function showForm<Outcome>(
  showPage: ShowPage<Outcome>,
  visit: Visit,
  page: FormPage,
  state: FormState,
): Outcome {
  const { language, base, instrument } = visit;
  const { fields, revision, view, asked = false, notice, problems = [], open = [] } = state;
  const t = answerTexts(language);
  const heading = page.title(visit);
  const progress = findStep(instrument, page);
  const address = `${base}/${placeOf(visit, page)}`;
  const faults = problems.map((problem) => ({
    where: problem.where,
    sentence: describeProblem(problem, language),
    place: page.findPlace(visit, problem.where),
  }));
  const mark = faults.length > 0 || notice ? t('answers.problems.mark') : '';
  const form = {
    ...progress,
    language,
    base,
    title: `${mark}${heading} (${t('answers.step', progress)})`,
    heading,
    script: 'questionnaire.js',
    save: address,
    action: page.action ? `${base}/${page.action}` : address,
    languageForm: address,
    button: page.nameButton?.(visit) ?? t('answers.next'),
    revision,
    view,
    asked,
    notice,
    faults,
    open: open.length > 0 ? t(page.openNotice, { count: open.length }) : undefined,
  };
  const marks = {
    problems: new Map(faults.map(({ where, sentence }) => [where, sentence])),
    open: new Set(open),
  };
  return page.show(showPage, form, { visit, fields, marks });
}
