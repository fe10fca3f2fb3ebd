/** Two tabs or two devices saved the same page: what differs stands side by side, and the respondent chooses. */
import { makeView } from '../../web/make-view.ts';
import { answerTexts } from '../texts.ts';
import type { Form } from './form.ts';
import type { FormPage, FormPart } from './form-page.ts';
import { placeOf } from './form-pages.ts';
import type { FormContent, Visit } from './visit.ts';

interface Conflict {
  /** What was sent, and in what form. */
  form: Form;
  here: FormContent;
  /** What another tab or device saved meanwhile. */
  saved: { content: FormContent; revision: number };
}

declare module '../../web/views.ts' {
  interface Views {
    'questionnaire/pages/conflict': ReturnType<typeof describeConflict>;
  }
}

/** A form that saves on top of the saved revision: what is the same unseen, and a choice for each difference. */
export function describeConflict(visit: Visit, page: FormPage, { form, here, saved }: Conflict) {
  const address = `${visit.base}/${placeOf(visit, page)}`;
  const savedParts = page.listParts(visit, saved.content);
  const pairs = page.listParts(visit, here).map((part, index) => ({ here: part, saved: savedParts[index]! }));
  const isSame = (pair: { here: FormPart; saved: FormPart }) => encode(pair.here) === encode(pair.saved);
  return {
    language: visit.language,
    title: answerTexts(visit.language)('answers.conflict.title'),
    sentence: answerTexts(visit.language)(page.conflictSentence ?? 'answers.conflict.sentence', {
      page: page.title(visit),
    }),
    save: address,
    languageForm: address,
    revision: saved.revision,
    view: makeView(),
    go: form.go,
    same: pairs.filter(isSame).flatMap((pair) => pair.here.fields),
    differences: pairs
      .filter((pair) => !isSame(pair))
      .map((pair) => ({
        question: pair.here.question,
        here: { answer: pair.here.answer, value: encode(pair.here) },
        saved: { answer: pair.saved.answer, value: encode(pair.saved) },
      })),
    typed: { revision: form.revision, view: form.view, fields: pairs.flatMap((pair) => pair.here.fields) },
  };
}

/** The fields of one part as one value; `readForm` unpacks it again. */
function encode(part: FormPart): string {
  return new URLSearchParams(part.fields.map(([name, value]) => [name, value])).toString();
}
