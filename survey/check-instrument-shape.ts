/**
 * The format of an instrument file, and what is wrong with the shape of one.
 * Concepts and facets may have other keys, for notes, which are left out. In a scale, a cut-off or an item an unknown
 * key is refused, because a misspelt `reversed` would silently turn a score upside down. A condition is never
 * turned: its scale says which side helps.
 */
import Type from 'typebox';
import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import type { SurveyProblem } from './problems.ts';

// TypeBox stops at 8 errors by default; a refusal names all.
Settings.Set({ maxErrors: Number.MAX_SAFE_INTEGER });

const Id = Type.String({ minLength: 1 });
/** A single text is for every language. */
const Words = Type.Codec(Type.Union([Id, Type.Object({ nl: Id, en: Id })]))
  .Decode((words) => (typeof words === 'string' ? { nl: words, en: words } : words))
  .Encode((words) => words);
const Item = Type.Object(
  { id: Id, reversed: Type.Optional(Type.Boolean()), text: Type.Optional(Words) },
  { additionalProperties: false },
);
const Scale = Type.Object(
  { min: Type.Integer(), max: Type.Integer(), labels: Type.Optional(Type.Array(Words)) },
  { additionalProperties: false },
);
const Facet = Type.Object({
  id: Id,
  name: Type.Optional(Words),
  items: Type.Array(Item, { minItems: 1 }),
});
const Concept = Type.Object({
  id: Id,
  name: Type.Optional(Words),
  intro: Type.Optional(Words),
  openQuestion: Type.Optional(Words),
  facets: Type.Array(Facet, { minItems: 1 }),
});
const Conditions = Type.Object({
  name: Type.Optional(Words),
  intro: Type.Optional(Words),
  question: Type.Optional(Words),
  scale: Scale,
  cutoffs: Type.Optional(
    Type.Object({ hindering: Type.Number(), helping: Type.Number() }, { additionalProperties: false }),
  ),
  items: Type.Array(
    Type.Object(
      { id: Id, name: Type.Optional(Words), text: Type.Optional(Words) },
      { additionalProperties: false },
    ),
    { minItems: 1 },
  ),
});
const ContactQuestion = Type.Object({ question: Words, options: Type.Array(Words, { minItems: 2 }) });
export const InstrumentShape = Type.Object({
  id: Id,
  version: Type.Unsafe<string | number>({ type: ['string', 'number'], minLength: 1 }),
  scale: Scale,
  cutoffs: Type.Optional(
    Type.Object({ weak: Type.Number(), strong: Type.Number() }, { additionalProperties: false }),
  ),
  name: Type.Optional(Words),
  unknown: Type.Optional(Words),
  concepts: Type.Array(Concept, { minItems: 1 }),
  conditions: Type.Optional(Conditions),
  contacts: Type.Optional(
    Type.Object({
      intro: Words,
      frequency: ContactQuestion,
      familiarity: ContactQuestion,
      dependence: ContactQuestion,
    }),
  ),
  consents: Type.Optional(Type.Object({ scores: Words, research: Words })),
});

const wrongTypes: Readonly<Record<string, SurveyProblem['code']>> = {
  object: 'notAnObject',
  array: 'notAList',
  integer: 'notAWholeNumber',
  number: 'notANumber',
  boolean: 'notTrueOrFalse',
};

/** What is wrong with the shape, each with its JSON Pointer; nothing when it can be decoded. */
export function checkInstrumentShape(raw: unknown): SurveyProblem[] {
  return Value.Errors(InstrumentShape, raw)
    .filter((error) => !error.schemaPath.includes('/anyOf/') && error.keyword !== 'additionalProperties')
    .flatMap((error): SurveyProblem[] => {
      const where = error.instancePath;
      switch (error.keyword) {
        case 'required':
          return error.params.requiredProperties.map((key) => ({
            where: `${where}/${key}`,
            code: 'missing',
          }));
        case 'minItems':
          return [{ where, code: 'emptyList', values: { least: error.params.limit } }];
        case 'minLength':
          return [{ where, code: 'emptyText' }];
        case 'anyOf':
          return [{ where, code: 'notWords' }];
        case 'boolean':
          return [{ where, code: 'unknownKey' }];
        case 'type':
          return [{ where, code: wrongTypes[String(error.params.type)] ?? 'notText' }];
        default:
          throw new Error(`The format uses '${error.keyword}', for which there is no sentence yet.`);
      }
    });
}
