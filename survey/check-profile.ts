/**
 * What somebody sends as the profile of a partner. Each field is taken, or is a problem with its own sentence; nothing
 * of a profile with a problem is stored. A colleague's browser shows what is stored here, so a web address that is not
 * http or https is refused.
 */
import type { SurveyProblem } from './problems.ts';
import { contributions, emptyProfile, type Profile, targetGroups } from './profile.ts';

/** The fields that hold one text. */
export type ProfileText = Exclude<keyof Profile, 'contributions' | 'targetGroups'>;

export const maxTextLengths: Readonly<Record<ProfileText, number>> = {
  about: 600,
  otherContributions: 300,
  otherTargetGroups: 300,
  website: 200,
  phone: 60,
  email: 100,
  address: 200,
  openingHours: 300,
};

/** These may have several lines; the others are one line. */
const withLines: readonly string[] = ['about', 'address', 'openingHours'] satisfies ProfileText[];

const choices = { contributions, targetGroups } as const;

/**
 * The fields of a profile, each a text or left out; `contributions` and `targetGroups` hold an id or a list of ids.
 * Refuses other fields and everything else that does not fit.
 */
export function checkProfile(raw: unknown): { content: Profile } | { problems: SurveyProblem[] } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { problems: [{ where: '', code: 'notAForm' }] };
  }
  const problems: SurveyProblem[] = [];
  const content: Profile = { ...emptyProfile };
  for (const [field, value] of Object.entries(raw)) {
    if (field === 'contributions' || field === 'targetGroups') {
      const ids: readonly unknown[] = [value].flat();
      const known: readonly string[] = choices[field];
      if (ids.some((id) => typeof id !== 'string' || !known.includes(id)))
        problems.push({ where: field, code: 'notInTheList' });
      else Object.assign(content, { [field]: known.filter((id) => ids.includes(id)) });
    } else if (!isTextField(field)) {
      problems.push({ where: field, code: 'unknownField' });
    } else if (typeof value !== 'string') {
      problems.push({ where: field, code: 'notAProfileText' });
    } else {
      const text = tidy(field, value);
      content[field] = text;
      const problem = findProblem(field, text);
      if (problem) problems.push({ where: field, ...problem });
    }
  }
  return problems.length > 0 ? { problems } : { content };
}

function isTextField(field: string): field is ProfileText {
  return Object.hasOwn(maxTextLengths, field);
}

/** Drops what PostgreSQL can't store and a screen does not show; a form sends CRLF, which would count double. */
function tidy(field: ProfileText, typed: string): string {
  const lines = typed
    .toWellFormed()
    .normalize('NFC')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/[\s\p{Cc}]+/gu, ' ').trim());
  if (withLines.includes(field))
    return lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  const line = lines.join(' ').replace(/ +/g, ' ').trim();
  return field === 'website' ? completeWebAddress(line) : line;
}

/** People write 'www.voorbeeld.nl'. */
function completeWebAddress(text: string): string {
  const hasScheme = /^[a-z][a-z0-9+-]*:/i.test(text);
  return text === '' || hasScheme ? text : `https://${text}`;
}

function findProblem(field: ProfileText, text: string): Omit<SurveyProblem, 'where'> | undefined {
  const max = maxTextLengths[field];
  if (text.length > max) return { code: 'profileTextTooLong', values: { length: text.length, max } };
  if (text === '') return undefined;
  if (field === 'website' && !isWebAddress(text)) return { code: 'notAWebAddress' };
  if (field === 'email' && !isMailAddress(text)) return { code: 'notAMailAddress' };
  return undefined;
}

/**
 * With a name and password in it (`https://bank.example@elsewhere.example`) an address shows another than it opens.
 */
function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s\\<>"]+$/i.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password } = new URL(text);
  return /[^.]\.[^.]/.test(hostname) && username === '' && password === '';
}

function isMailAddress(text: string): boolean {
  return /^[^\s@"(),:;<>[\\\]]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(text);
}
