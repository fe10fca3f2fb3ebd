/** What is wrong with the shape of a request, as sentences: the validator itself speaks English and in keywords. */
import type { FastifyError } from 'fastify';
import type { Language } from '../../survey/texts.ts';
import type { Fault } from '../text/refusal.ts';
import type refusalsNl from '../text/refusals.nl.json';
import { refusalTexts } from '../text/texts.ts';

type ShapeError = NonNullable<FastifyError['validation']>[number];

/** Which sentence belongs to a keyword of JSON Schema; any other gets the general one. */
const sentences = new Map<string, Exclude<keyof typeof refusalsNl.shape, 'types'> | 'type'>([
  ['required', 'required'],
  ['additionalProperties', 'unknownField'],
  ['type', 'type'],
  ['enum', 'enum'],
  ['minLength', 'empty'],
  ['maxLength', 'tooLong'],
  ['minItems', 'empty'],
  ['maxItems', 'tooMany'],
  ['minimum', 'minimum'],
  ['maximum', 'maximum'],
]);

/** One fault per thing that is wrong, each at its field: `municipality/code`. */
export function describeShape(errors: readonly ShapeError[], language: Language): Fault[] {
  return errors.map((error) => ({ where: findPlace(error), sentence: describe(error, language) }));
}

function findPlace({ instancePath, params }: ShapeError): string {
  const field = params.missingProperty ?? params.additionalProperty;
  return [...instancePath.split('/').slice(1), ...(field === undefined ? [] : [String(field)])].join('/');
}

function describe({ keyword, params }: ShapeError, language: Language): string {
  const t = refusalTexts(language);
  const key = sentences.get(keyword) ?? 'other';
  if (key === 'type') return t.find(`shape.types.${params.type}`) ?? t('shape.types.other');
  const allowed = Array.isArray(params.allowedValues) ? params.allowedValues.join(', ') : '';
  return t(`shape.${key}`, { limit: Number(params.limit), allowed });
}
