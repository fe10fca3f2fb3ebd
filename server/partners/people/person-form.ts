/** The form about a person on the desk. */
import { type Static, Type } from 'typebox';
import { isLanguage } from '../../../survey/texts.ts';
import { LineField, RevisionField } from '../../desk/fields.ts';

const fields = { person: LineField, email: LineField, language: LineField };

export const PersonForm = Type.Object(fields);
export const ChangedPersonForm = Type.Object({ ...fields, revision: RevisionField });
export type PersonFormFields = Static<typeof PersonForm>;

/** What was typed, as the use cases take it. */
export function readPersonForm({ person, email, language }: PersonFormFields) {
  return { name: person, email, language: isLanguage(language) ? language : ('nl' as const) };
}
