/** Shapes that several routes of the API share. The descriptions stand on the page /api. */
import { Type } from 'typebox';
import { idShape } from '../../text/ids.ts';

// An id of another form is of nothing: 404.
export const networkParams = Type.Object({ network: idShape('The id of the network.') });
export const roundParams = Type.Object({ round: idShape('The id of the round.') });
export const invitationParams = Type.Object({ invitation: idShape('The id of the invitation.') });
export const shareParams = Type.Object({ share: idShape('The id of the share.') });

export const Id = Type.String({ description: 'Its id in addresses.' });
export const Time = Type.Unsafe<Date>({ type: 'string', format: 'date-time' });
export const TimeOrNull = Type.Unsafe<Date | null>({ type: ['string', 'null'], format: 'date-time' });
export const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
export const LanguageCode = Type.Enum(['nl', 'en']);

/** A short text that people type; what it may hold is checked by `check-text.ts`. */
export const shortText = (description: string) => Type.String({ maxLength: 1000, description });

/** How every refusal of the API looks. */
const RefusalShape = Type.Object(
  {
    status: Type.Integer(),
    sentence: Type.String({
      description: 'What is wrong and what to do, in Dutch (or in English when you ask for it).',
    }),
    faults: Type.Array(Type.Object({ where: Type.String(), sentence: Type.String() }), {
      description: 'Everything that is wrong, each with the field, or the row and column, where it is.',
    }),
  },
  { description: 'Refused, with the reason in words. Nothing was stored.' },
);
export const refusal = { '4xx': RefusalShape };

export const noContent = Type.Null({ description: 'Done.' });
