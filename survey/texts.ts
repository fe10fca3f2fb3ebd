/**
 * Texts are kept apart from code, per language, Dutch first. Every room keeps its own texts in JSON files and
 * reads them through here, so that a number, a plural and a missing key are treated alike everywhere.
 * Keys are checked by the compiler; `text-sections.ts` puts the texts of several folders together.
 */
import { createInstance, type TFunction } from 'i18next';
import { isolateDirection } from './isolate-direction.ts';

export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];

/** One short text in every language. */
export type Text = Readonly<Record<Language, string>>;

/** Is this the code of a language that we speak? */
export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}

/**
 * The keys of texts: the path to each sentence, `round.title`. The forms of a plural, `partners_one` and
 * `partners_other`, are asked for as `partners`.
 */
export type TextKey<Texts> = {
  [Name in keyof Texts & string]: Texts[Name] extends string
    ? Singular<Name>
    : `${Name}.${TextKey<Texts[Name]>}`;
}[keyof Texts & string];

type Singular<Name extends string> = Name extends Plural<infer Key> ? Key : Name;
type Plural<Key extends string> = `${Key}_${'zero' | 'one' | 'other'}`;

/** The keys that have a plural: they need to know how many. */
type CountedKey<Texts> = {
  [Name in keyof Texts & string]: Texts[Name] extends string
    ? Name extends Plural<infer Key>
      ? Key
      : never
    : `${Name}.${CountedKey<Texts[Name]>}`;
}[keyof Texts & string];

/** What is filled in, by the name between the braces. */
export type TextValues = Readonly<Record<string, unknown>>;

/** Gives the texts of one language. `{{name}}` is filled in unescaped: whoever puts it on a page escapes it there. */
export interface Translator<Texts> {
  (key: Exclude<TextKey<Texts>, CountedKey<Texts>>, values?: TextValues): string;
  (key: TextKey<Texts>, values: TextValues & { count: number }): string;
  /** The text with a key that came from outside (an address, the log, a template); undefined when there is none. */
  find(key: string, values?: TextValues): string | undefined;
}

/** Texts in Dutch and English. Both have the same keys: one too few or too many is refused by the compiler. */
export interface BothLanguages<Nl, En> {
  nl: Nl & NoInfer<En>;
  en: En & NoInfer<Nl>;
}

/** Makes a function that gives the translator of a language. */
export function createTexts<Nl extends object, En extends object>(
  resources: BothLanguages<Nl, En>,
): (language: Language) => Translator<Nl> {
  const instance = createInstance({
    resources: Object.fromEntries(
      languages.map((language) => [language, { translation: resources[language] }]),
    ),
    lng: 'nl',
    fallbackLng: false,
    initAsync: false,
    // Filled in as it is: a template escapes. Only the reading direction of a name must not spread.
    interpolation: { escapeValue: true, escape: isolateDirection },
    saveMissing: true,
    missingKeyHandler: (_languages, _namespace, key) => {
      throw new Error(`The text '${key}' wants to know how many.`);
    },
  });
  void instance.init();
  const keys = new Set(listTextKeys(resources.nl));
  const translators = Object.fromEntries(
    languages.map((language) => {
      const translate = rememberFrequent(instance.getFixedT(language));
      const find = (key: string, values?: TextValues) => (keys.has(key) ? translate(key, values) : undefined);
      return [language, createTranslator<Nl>(find)];
    }),
  );
  return (language) => translators[language]!;
}

/** All keys of texts, as they are asked for. */
export function listTextKeys(texts: object): string[] {
  const keys = Object.entries(texts).flatMap(([name, text]: [string, string | object]) =>
    typeof text === 'string'
      ? [name.replace(/_(?:zero|one|other)$/, '')]
      : listTextKeys(text).map((key) => `${name}.${key}`),
  );
  return [...new Set(keys)];
}

/** The translator that finds its texts in this way; a key without a text is an error. */
export function createTranslator<Texts>(find: Translator<Texts>['find']): Translator<Texts> {
  const translate = (key: string, values?: TextValues) => {
    const text = find(key, values);
    if (text === undefined) throw new Error(`There is no text with the key '${key}'.`);
    return text;
  };
  return Object.assign(translate, { find });
}

/**
 * A page asks for many texts, and filling them in would take longer than everything else. Those without values, or
 * with numbers alone ('step 2 of 6'), are few and come back all the time: each is made once.
 */
function rememberFrequent(translate: TFunction): (key: string, values?: TextValues) => string {
  const known = new Map<string, string>();
  return (key, values = {}) => {
    const entries = Object.entries(values);
    const isFrequent = entries.every(([, value]) => typeof value === 'number') && known.size < 2000;
    if (!isFrequent) return translate(key, values);
    const name = entries.length === 0 ? key : `${key} ${entries.join(' ')}`;
    const text = known.get(name) ?? translate(key, values);
    known.set(name, text);
    return text;
  };
}
