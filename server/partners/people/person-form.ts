/** The form about a person on the desk. */
import { type Static, Type } from 'typebox';
import { isLanguage } from '../../../survey/texts.ts';
import { LineField, RevisionField, TicksField } from '../../desk/fields.ts';
import { foldMailAddress } from '../../text/check-mail-address.ts';

const fields = {
  person: LineField,
  email: LineField,
  language: LineField,
  shares: LineField,
  sharesFor: LineField,
};

export const PersonForm = Type.Object(fields);
/** `elsewhere`: where else the same person is, and is to be changed. */
export const ChangedPersonForm = Type.Object({ ...fields, revision: RevisionField, elsewhere: TicksField });
export type PersonFormFields = Static<typeof PersonForm>;

/** What was typed, as the use cases take it. */
export function readPersonForm({ person, email, language, shares, sharesFor }: PersonFormFields) {
  return {
    name: person,
    email,
    language: isLanguage(language) ? language : ('nl' as const),
    // The tick is for the address that was asked about, and not for the next one.
    shares: shares !== '' && foldMailAddress(sharesFor) === foldMailAddress(email),
  };
}

/** Is the question to be asked whether the address belongs to somebody else too? Once asked, it stays. */
export function asksWhoShares(
  { shares }: Pick<PersonFormFields, 'shares'>,
  problems: readonly { where: string }[] = [],
): boolean {
  return shares !== '' || problems.some(({ where }) => where === 'shares');
}
