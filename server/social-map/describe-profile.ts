/** The profile of a partner as the coordinator sees it: a row of the list, and the form with what differs. */
import { checkProfile, maxTextLengths } from '../../survey/check-profile.ts';
import type { Profile } from '../../survey/profile.ts';
import type { Language } from '../../survey/texts.ts';
import { listChoices, listProfileWords, profileFields } from '../profiles/profile-words.ts';
import { profilePageTexts } from '../profiles/texts.ts';
import { formatDay } from '../text/format-date.ts';
import { readField } from '../web/read-field.ts';
import type { ProfileRow } from './social-maps.ts';

const badges = { shown: 'ok', hidden: 'warning', empty: 'none', none: 'none' } as const;

/** A line of the list of partners. */
export function describeProfileRow({ id, name, updatedAt, state }: ProfileRow, language: Language) {
  const t = profilePageTexts(language);
  return {
    name,
    href: `/desk/partners/${id}/profile`,
    badge: { kind: badges[state], label: t(`profiles.states.${state}`) },
    day: updatedAt && formatDay(updatedAt, language),
    label: t(state === 'none' ? 'profiles.add' : 'profiles.change'),
  };
}

/** The fields with what was typed, or else what is stored; in a conflict also both beside each other. */
export function describeProfileForm(
  language: Language,
  {
    content,
    typed,
    conflict,
  }: { content: Profile; typed?: Record<string, unknown> | undefined; conflict: boolean },
) {
  const shown: Record<string, unknown> = typed ?? { ...content };
  const stored = listProfileWords(content, language);
  const checked = conflict ? checkProfile(typed) : undefined;
  const own = checked && 'content' in checked ? listProfileWords(checked.content, language) : undefined;
  return {
    fields: stored.map(({ name, question }) => ({
      name,
      label: question,
      ...(name === 'contributions' || name === 'targetGroups'
        ? {
            type: 'checkbox' as const,
            options: listChoices(name, language),
            value: [shown[name] ?? []].flat().map(readField),
          }
        : {
            type: profileFields[name].lines ? ('textarea' as const) : undefined,
            rows: profileFields[name].lines,
            value: readField(shown[name]),
            maxlength: maxTextLengths[name],
          }),
    })),
    conflict:
      own &&
      stored.map((part, index) => ({
        label: part.question,
        stored: part.words,
        typed: own[index]!.words,
      })),
  };
}
