/** The page of one concept: its statements on the scale, and the open question. */
import type { ConceptPage } from '../../../survey/answers.ts';
import { checkConceptPage } from '../../../survey/check-answers.ts';
import type { Concept, Item } from '../../../survey/instrument.ts';
import { listOpenItems } from '../../../survey/list-open-items.ts';
import { findPlainName } from '../../../survey/plain-name.ts';
import type { Language } from '../../../survey/texts.ts';
import { readField } from '../../web/read-field.ts';
import { answerTexts } from '../texts.ts';
import { describeItems } from './describe-items.ts';
import { type Fields, listCommentFields } from './form.ts';
import type { FormPage, FormPart, FormValues, Marks } from './form-page.ts';
import { describeAnswer, listOptions } from './list-options.ts';
import type { FormContent, Visit } from './visit.ts';

declare module '../../web/views.ts' {
  interface Views {
    'questionnaire/pages/concept': FormValues & ReturnType<typeof describeConcept>;
  }
}

/** The comment and who may read it stand in one card. */
const commentFields = ['comment', 'readable', 'forResearch'];
const nothing: ConceptPage = { answers: {}, comment: '' };

export function conceptPage(concept: Concept): FormPage {
  const items = concept.facets.flatMap((facet) => facet.items);
  return {
    path: concept.id,
    stored: concept.id,
    step: concept.id,
    openNotice: 'answers.open.items',
    asksAboutPartners: false,
    isAlikeForAll: true,
    title: ({ language }) => findPlainName(concept.name?.[language] ?? concept.id),
    check: ({ instrument }, fields) => checkConceptPage(instrument, concept.id, fields),
    listOpen: ({ instrument }, content) =>
      listOpenItems(instrument, concept.id, (content ?? nothing) as ConceptPage),
    findPlace: ({ language }, field) => {
      const item = items.find(({ id }) => id === field);
      if (!item && !commentFields.includes(field)) return undefined;
      return {
        anchor: item ? `field-${field}` : 'field-comment',
        question: item ? phraseItem(item, language) : findOpenQuestion(concept, language),
      };
    },
    show: (showPage, form, { visit, fields, marks }) =>
      showPage('questionnaire/pages/concept', {
        ...form,
        ...describeConcept(visit, concept, items, fields, marks),
      }),
    listParts: (visit, content) => listConceptParts(visit, concept, items, content),
  };
}

function describeConcept(
  { instrument, language }: Visit,
  concept: Concept,
  items: Item[],
  fields: Fields,
  marks: Marks,
) {
  const options = listOptions(instrument, instrument.scale, language);
  return {
    intro: concept.intro?.[language],
    items: describeItems(items, (item) => phraseItem(item, language), options, { fields, marks }),
    openQuestion: findOpenQuestion(concept, language),
    comment: readField(fields.comment),
    commentProblem: commentFields.map((field) => marks.problems.get(field)).find(Boolean),
    isReadable: fields.readable === 'on',
    isForResearch: fields.forResearch === 'on',
  };
}

function listConceptParts(
  { instrument, language }: Visit,
  concept: Concept,
  items: Item[],
  content?: FormContent,
): FormPart[] {
  const t = answerTexts(language);
  const options = listOptions(instrument, instrument.scale, language);
  const stored = (content ?? nothing) as ConceptPage;
  const { answers, comment } = stored;
  const parts = items.map((item): FormPart => {
    const label = Object.hasOwn(answers, item.id) ? describeAnswer(options, answers[item.id]) : undefined;
    return {
      question: phraseItem(item, language),
      answer: label ?? t('answers.notAnswered'),
      answered: label !== undefined,
      fields: label === undefined ? [] : [[item.id, String(answers[item.id] ?? 'unknown')]],
    };
  });
  const answered = comment !== '';
  return [
    ...parts,
    {
      question: findOpenQuestion(concept, language),
      answer: answered ? `${comment}\n(${sayWhoReads(stored, t)})` : t('answers.noComment'),
      answered,
      fields: listCommentFields(stored),
    },
  ];
}

function sayWhoReads({ readable, forResearch }: ConceptPage, t: ReturnType<typeof answerTexts>): string {
  if (!readable) return t('answers.readable.isNot');
  return t(forResearch ? 'answers.readable.isForResearch' : 'answers.readable.is');
}

function findOpenQuestion(concept: Concept, language: Language): string {
  return concept.openQuestion?.[language] ?? answerTexts(language)('answers.openQuestion');
}

function phraseItem({ id, text }: Item, language: Language): string {
  return typeof text === 'string' ? text : (text?.[language] ?? id);
}
