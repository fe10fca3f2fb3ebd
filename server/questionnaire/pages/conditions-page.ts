/**
 * What helps the collaboration and what gets in its way: one quick question for each condition. The page may be
 * skipped whole, so nothing is asked for again when nothing was answered.
 */
import type { ConditionsPage } from '../../../survey/answers.ts';
import { checkConditionsPage } from '../../../survey/check-answers.ts';
import type { Condition, Conditions } from '../../../survey/instrument.ts';
import type { Language } from '../../../survey/texts.ts';
import { answerTexts } from '../texts.ts';
import { describeItems } from './describe-items.ts';
import type { Fields } from './form.ts';
import type { FormPage, FormPart, FormValues, Marks } from './form-page.ts';
import { describeAnswer, listOptions } from './list-options.ts';
import { type FormContent, findStored, type Visit } from './visit.ts';

declare module '../../web/views.ts' {
  interface Views {
    'questionnaire/pages/conditions': FormValues & ReturnType<typeof describeConditions>;
  }
}

const nothing: ConditionsPage = { conditions: {} };

export function conditionsPage(conditions: Conditions): FormPage {
  return {
    path: 'conditions',
    stored: 'conditions',
    step: 'conditions',
    openNotice: 'answers.open.questions',
    asksAboutPartners: false,
    isAlikeForAll: true,
    title: ({ language }) => nameConditions(conditions, language),
    check: ({ instrument }, fields) => checkConditionsPage(instrument, fields),
    listOpen: (_visit, content) => listOpenConditions(conditions, content),
    findPlace: ({ language }, field) => {
      const item = conditions.items.find(({ id }) => id === field);
      return item && { anchor: `field-${field}`, question: phraseCondition(item, language) };
    },
    show: (showPage, form, { visit, fields, marks }) =>
      showPage('questionnaire/pages/conditions', {
        ...form,
        ...describeConditions(visit, conditions, fields, marks),
      }),
    listParts: (visit, content) => listConditionParts(visit, conditions, content),
  };
}

/** What the page is called. */
function nameConditions({ name }: Conditions, language: Language): string {
  return name?.[language] ?? answerTexts(language)('answers.conditions.title');
}

/** How many conditions were answered; undefined when they are not asked. */
export function countConditions(visit: Visit): { name: string; answered: number; total: number } | undefined {
  const { conditions } = visit.instrument;
  if (!conditions) return undefined;
  const stored = (findStored(visit, 'conditions')?.content ?? nothing) as ConditionsPage;
  return {
    name: nameConditions(conditions, visit.language),
    answered: conditions.items.filter(({ id }) => Object.hasOwn(stored.conditions, id)).length,
    total: conditions.items.length,
  };
}

function listOpenConditions({ items }: Conditions, content: FormContent | undefined): string[] {
  const answers = ((content ?? nothing) as ConditionsPage).conditions;
  const open = items.map(({ id }) => id).filter((id) => !Object.hasOwn(answers, id));
  return open.length === items.length ? [] : open;
}

function describeConditions(
  { instrument, language }: Visit,
  { intro, question, scale, items }: Conditions,
  fields: Fields,
  marks: Marks,
) {
  const options = listOptions(instrument, scale, language);
  return {
    intro: intro?.[language],
    question: question?.[language] ?? answerTexts(language)('answers.conditions.question'),
    items: describeItems(items, (item) => phraseCondition(item, language), options, { fields, marks }),
  };
}

function listConditionParts(
  { instrument, language }: Visit,
  { scale, items }: Conditions,
  content: FormContent | undefined,
): FormPart[] {
  const options = listOptions(instrument, scale, language);
  const answers = ((content ?? nothing) as ConditionsPage).conditions;
  return items.map((item): FormPart => {
    const label = Object.hasOwn(answers, item.id) ? describeAnswer(options, answers[item.id]) : undefined;
    return {
      question: phraseCondition(item, language),
      answer: label ?? answerTexts(language)('answers.notAnswered'),
      answered: label !== undefined,
      fields: label === undefined ? [] : [[item.id, String(answers[item.id] ?? 'unknown')]],
    };
  });
}

function phraseCondition({ id, name, text }: Condition, language: Language): string {
  return (typeof text === 'string' ? text : text?.[language]) ?? name?.[language] ?? id;
}
