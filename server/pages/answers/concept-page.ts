/** The page of one concept: its statements on the scale, and the open question. */
import type { ConceptPage, PageContent } from '../../../survey/answers.ts';
import { checkConceptPage } from '../../../survey/check-answers.ts';
import type { Concept, Instrument, Item } from '../../../survey/instrument.ts';
import { listOpenItems } from '../../../survey/list-open-items.ts';
import type { Language } from '../../../survey/texts.ts';
import { pageTexts } from '../../texts.ts';
import { type Fields, readText } from './form.ts';
import type { FormPage, Marks, Part } from './form-page.ts';
import type { Visit } from './visit.ts';

interface Option {
  value: string;
  label: string;
  /** Stands apart from the scale. */
  apart: boolean;
}

const nothing: ConceptPage = { answers: {}, comment: '' };

export function conceptPage(concept: Concept): FormPage {
  const items = concept.facets.flatMap((facet) => facet.items);
  return {
    path: concept.id,
    stored: concept.id,
    step: concept.id,
    template: 'answers/concept',
    openNotice: 'answers.open.items',
    asksAboutPartners: false,
    isAlikeForAll: true,
    title: ({ language }) => concept.name?.[language] ?? concept.id,
    check: ({ instrument }, fields) => checkConceptPage(instrument, concept.id, fields),
    listOpen: ({ instrument }, content) =>
      listOpenItems(instrument, concept.id, (content ?? nothing) as ConceptPage),
    findPlace: ({ language }, field) => {
      const item = items.find(({ id }) => id === field);
      if (!item && field !== 'comment') return undefined;
      return {
        anchor: `field-${field}`,
        question: item ? say(item, language) : findOpenQuestion(concept, language),
      };
    },
    show: (visit, fields, marks) => showConcept(visit, concept, items, fields, marks),
    listParts: (visit, content) => listConceptParts(visit, concept, items, content),
  };
}

function showConcept(
  { instrument, language }: Visit,
  concept: Concept,
  items: Item[],
  fields: Fields,
  marks: Marks,
) {
  const options = listOptions(instrument, language);
  return {
    intro: concept.intro?.[language],
    items: items.map((item) => ({
      id: item.id,
      text: say(item, language),
      open: marks.open.has(item.id),
      problem: marks.problems.get(item.id),
      options: options.map((option) => ({ ...option, checked: readText(fields[item.id]) === option.value })),
    })),
    openQuestion: findOpenQuestion(concept, language),
    comment: readText(fields.comment),
    commentProblem: marks.problems.get('comment'),
  };
}

function listConceptParts(
  { instrument, language }: Visit,
  concept: Concept,
  items: Item[],
  content?: PageContent,
): Part[] {
  const t = pageTexts(language);
  const labels = new Map(listOptions(instrument, language).map(({ value, label }) => [value, label]));
  const { answers, comment } = (content ?? nothing) as ConceptPage;
  const parts = items.map((item): Part => {
    const answered = Object.hasOwn(answers, item.id);
    const value = String(answers[item.id] ?? 'unknown');
    return {
      question: say(item, language),
      answer: answered ? (labels.get(value) ?? value) : t('answers.notAnswered'),
      answered,
      fields: answered ? [[item.id, value]] : [],
    };
  });
  const answered = comment !== '';
  return [
    ...parts,
    {
      question: findOpenQuestion(concept, language),
      answer: answered ? comment : t('answers.noComment'),
      answered,
      fields: answered ? [['comment', comment]] : [],
    },
  ];
}

/** The steps of the scale, and 'weet ik niet'. */
function listOptions({ scale, unknown }: Instrument, language: Language): Option[] {
  const steps = Array.from({ length: scale.max - scale.min + 1 }, (_, index): Option => {
    const value = String(scale.min + index);
    return { value, label: scale.labels?.[index]?.[language] ?? value, apart: false };
  });
  return [
    ...steps,
    { value: 'unknown', label: unknown?.[language] ?? pageTexts(language)('answers.unknown'), apart: true },
  ];
}

function findOpenQuestion(concept: Concept, language: Language): string {
  return concept.openQuestion?.[language] ?? pageTexts(language)('answers.openQuestion');
}

function say({ id, text }: Item, language: Language): string {
  return typeof text === 'string' ? text : (text?.[language] ?? id);
}
