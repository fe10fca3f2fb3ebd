/**
 * Anybody may bring an instrument in our format. All of it is checked before anything is scored with it: its shape,
 * and what a shape cannot say. All problems of both come at once, so the second check reads whatever is there.
 */
import { Value } from 'typebox/value';
import { checkInstrumentShape, InstrumentShape } from './check-instrument-shape.ts';
import type { Instrument } from './instrument.ts';
import type { SurveyProblem } from './problems.ts';

/** Columns of the answer file and a field of the form: an item with such an id could not be told from them. */
const reservedItemIds = new Set(['respondent', 'partner', 'comment', 'readable', 'forResearch']);

/**
 * Takes parsed JSON. Gives the instrument, in which a text that was given as one string is the text of every language;
 * or every problem, with its JSON Pointer in `where`.
 */
export function checkInstrument(raw: unknown): { instrument: Instrument } | { problems: SurveyProblem[] } {
  const problems = [
    ...checkInstrumentShape(raw),
    ...checkScale(raw, '', ['weak', 'strong'], 'cutoffsUpsideDown'),
    ...checkScale(raw, '/conditions', ['hindering', 'helping'], 'conditionCutoffsUpsideDown'),
    ...checkIds(raw),
  ];
  return problems.length > 0 ? { problems } : { instrument: Value.Decode(InstrumentShape, raw) };
}

/** Checks that min is below max, that each step has a label, and that min ≤ the lower cut-off ≤ the upper one ≤ max. */
function checkScale(
  raw: unknown,
  place: '' | '/conditions',
  [lower, upper]: readonly [lower: string, upper: string],
  upsideDown: SurveyProblem['code'],
): SurveyProblem[] {
  const min = findNumber(raw, `${place}/scale/min`);
  const max = findNumber(raw, `${place}/scale/max`);
  if (min === undefined || max === undefined) return [];
  if (min >= max) return [{ where: `${place}/scale`, code: 'scaleUpsideDown', values: { min, max } }];

  const problems: SurveyProblem[] = [];
  const labels = Value.Pointer.Get(raw, `${place}/scale/labels`);
  const steps = max - min + 1;
  if (Array.isArray(labels) && labels.length !== steps) {
    problems.push({
      where: `${place}/scale/labels`,
      code: 'labelsDoNotFit',
      values: { labels: labels.length, steps },
    });
  }
  const [low, high] = [lower, upper].map((name) => {
    const where = `${place}/cutoffs/${name}`;
    const cutoff = findNumber(raw, where);
    if (cutoff !== undefined && (cutoff < min || cutoff > max)) {
      problems.push({ where, code: 'cutoffOutsideScale', values: { cutoff, min, max } });
    }
    return cutoff;
  });
  if (low !== undefined && high !== undefined && low > high) {
    problems.push({
      where: `${place}/cutoffs`,
      code: upsideDown,
      values: { [lower]: low, [upper]: high },
    });
  }
  return problems;
}

/**
 * Each concept, each facet, and each item or condition has an id of its own that can serve as a key. Conditions are in
 * the same file of answers as items, so the two may not share an id.
 */
function checkIds(raw: unknown): SurveyProblem[] {
  const concepts = listPlaces(raw, [''], 'concepts');
  const facets = listPlaces(raw, concepts, 'facets');
  const items = [...listPlaces(raw, facets, 'items'), ...listPlaces(raw, ['/conditions'], 'items')];
  const problems = [concepts, facets, items].flatMap((places) => checkUnique(raw, places));
  for (const where of items) {
    const id = findId(raw, where);
    if (id !== undefined && reservedItemIds.has(id)) {
      problems.push({ where: `${where}/id`, code: 'reservedId', values: { id } });
    }
  }
  return problems;
}

function checkUnique(raw: unknown, places: string[]): SurveyProblem[] {
  const firsts = new Map<string, string>();
  return places.flatMap((place): SurveyProblem[] => {
    const id = findId(raw, place);
    if (id === undefined) return [];
    const where = `${place}/id`;
    // Scores are keyed by id in plain objects, which have keys of their own ('constructor').
    if (id in {}) return [{ where, code: 'reservedId', values: { id } }];
    const first = firsts.get(id);
    if (first !== undefined) return [{ where, code: 'repeatedId', values: { id, first } }];
    firsts.set(id, where);
    return [];
  });
}

function listPlaces(raw: unknown, parents: string[], key: string): string[] {
  return parents.flatMap((parent) => {
    const list = Value.Pointer.Get(raw, `${parent}/${key}`);
    return Array.isArray(list) ? list.map((_, index) => `${parent}/${key}/${index}`) : [];
  });
}

function findId(raw: unknown, place: string): string | undefined {
  const id = Value.Pointer.Get(raw, `${place}/id`);
  return typeof id === 'string' ? id : undefined;
}

function findNumber(raw: unknown, place: string): number | undefined {
  const number = Value.Pointer.Get(raw, place);
  return typeof number === 'number' ? number : undefined;
}
