/** The log as a page and as a table: who did what, where and when, in words. */
import type { Language } from '../../../survey/texts.ts';
import type { LogFilter, LoggedLine, listLogChoices } from '../../log/read-lines.ts';
import { pageTexts } from '../../text/page-texts.ts';
import type { Table } from '../../web/write-csv.ts';
import { deskTexts } from '../texts.ts';

const moment = { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Amsterdam' } as const;
const formats: Record<Language, Intl.DateTimeFormat> = {
  nl: new Intl.DateTimeFormat('nl-NL', moment),
  en: new Intl.DateTimeFormat('en-GB', moment),
};
const nameless = ['visitor', 'key', 'shell', 'job'] as const;

const outcomes = ['done', 'refused'] as const;

/** The words of an action; of one that no version knows any more, its name. */
export function nameAction(action: string, language: Language): string {
  return pageTexts(language).find(action.replace('.', '.actions.')) ?? action;
}

/** The actions of which the words hold this one. */
export function findActions(actions: readonly string[], word: string, language: Language): string[] {
  const folded = word.toLocaleLowerCase(language);
  return actions.filter((action) =>
    nameAction(action, language).toLocaleLowerCase(language).includes(folded),
  );
}

interface LogPage {
  language: Language;
  filter: LogFilter;
  lines: readonly LoggedLine[];
  choices: Awaited<ReturnType<typeof listLogChoices>>;
  earlier: string | undefined;
  later: string | undefined;
  problems: { where: string; sentence: string }[];
}

declare module '../../web/views.ts' {
  interface DeskViews {
    'desk/log/log': ReturnType<typeof describeLog>;
  }
}

export function describeLog(page: LogPage) {
  const { language, filter, lines, choices, problems } = page;
  const t = deskTexts(language);
  const filtered = Object.entries(filter).filter(([, value]) => value !== undefined) as [string, string][];
  const query = new URLSearchParams(filtered).toString();
  const all = { value: '', label: t('desk.log.all') };
  return {
    title: t('desk.log.title'),
    words: filter.words,
    actor: filter.actor,
    outcome: filter.outcome,
    action: filter.action,
    network: filter.network,
    from: filter.from,
    to: filter.to,
    people: [
      all,
      ...choices.people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
      ...nameless.map((actor) => ({ value: actor, label: t(`desk.log.actors.${actor}`) })),
    ],
    actions: [
      all,
      ...choices.actions
        .map((action) => ({ value: action, label: nameAction(action, language) }))
        .sort((left, right) => left.label.localeCompare(right.label, language)),
    ],
    outcomes: [
      all,
      ...outcomes.map((outcome) => ({ value: outcome, label: t(`desk.log.outcomes.${outcome}`) })),
    ],
    networks: [
      all,
      ...choices.networks.map(({ id, name, municipality }) => ({
        value: id,
        label: `${municipality}: ${name}`,
      })),
    ],
    lines: lines.map((line) => ({
      at: line.at.toISOString(),
      when: formats[language].format(line.at),
      who: nameActor(line, language),
      email: line.actor === 'visitor' ? undefined : line.email,
      origin: nameOrigin(line, language),
      what: nameAction(line.action, language),
      refusal: line.refusal === null ? undefined : nameRefusal(line.refusal, language),
      municipality: line.network ? undefined : line.municipality,
      network: line.network,
      round: line.round,
      note: line.note,
    })),
    isFiltered: filtered.length > 0,
    csv: `/desk/log.csv${query && `?${query}`}`,
    newer: page.earlier === undefined ? undefined : `?${join(query, page.earlier)}`,
    older: page.later === undefined ? undefined : `?${join(query, `before=${page.later}`)}`,
    problems,
  };
}

/** The log as a table; the header in the language of the reader, moments as ISO 8601. */
export function tabulateLog(lines: readonly LoggedLine[], language: Language): Table {
  const t = deskTexts(language);
  const columns = [
    'at',
    'who',
    'email',
    'origin',
    'what',
    'outcome',
    'municipality',
    'network',
    'round',
    'thing',
    'note',
    'position',
    'hash',
  ] as const;
  const header = columns.map((column) => t(`desk.log.columns.${column}`));
  const rows = lines.map((line) => [
    line.at.toISOString(),
    nameActor(line, language),
    line.email ?? '',
    nameOrigin(line, language) ?? '',
    nameAction(line.action, language),
    line.refusal === null ? t('desk.log.outcomes.done') : nameRefusal(line.refusal, language),
    line.municipality ?? '',
    line.network ?? '',
    line.round ?? '',
    line.thing ?? '',
    line.note,
    line.position ?? '',
    line.hash?.toString('hex') ?? '',
  ]);
  return { header, rows };
}

function nameActor({ actor, person, email }: LoggedLine, language: Language): string {
  const t = deskTexts(language);
  if (actor === 'account') return person ?? '';
  // A failed attempt on an account that exists: whose it is, not who did it.
  if (actor === 'visitor' && email) return t('desk.log.visitorOf', { email });
  return t(`desk.log.actors.${actor}`);
}

/** The address; of who answers none is kept, only by which way. */
function nameOrigin({ actor, origin, action }: LoggedLine, language: Language): string | undefined {
  if (origin !== null) return origin;
  const isBehindLink = actor === 'visitor' && !/^(accounts|desk)\./.test(action);
  return isBehindLink ? deskTexts(language)('desk.log.personalLink') : undefined;
}

function nameRefusal(refusal: string, language: Language): string {
  const t = deskTexts(language);
  return t('desk.log.refused', { why: t.find(`desk.log.refusals.${refusal}`) ?? refusal });
}

function join(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('&');
}
