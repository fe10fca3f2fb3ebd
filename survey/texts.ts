/**
 * Texts stand apart from code, per language, Dutch first. Every room keeps its own texts in JSON files and
 * reads them through here, so that a number, a plural and a missing key are treated alike everywhere.
 */
import { createInstance, type ResourceLanguage, type TFunction } from 'i18next';

export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];

/** One short text in every language. */
export type Text = Readonly<Record<Language, string>>;

/** Is this the code of a language that we speak? */
export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}

/**
 * Makes a function that gives the translator of a language. `{{name}}` in a text is filled in unescaped:
 * whoever puts the text on a page escapes it there. A key that does not exist is refused with an error.
 */
export function createTexts(
  resources: Record<Language, ResourceLanguage>,
): (language: Language) => TFunction {
  const instance = createInstance({
    resources: Object.fromEntries(
      languages.map((language) => [language, { translation: resources[language] }]),
    ),
    lng: 'nl',
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    saveMissing: true,
    missingKeyHandler: (_languages, _namespace, key) => {
      throw new Error(`There is no text with the key '${key}'.`);
    },
  });
  void instance.init();
  const translators = Object.fromEntries(
    languages.map((language) => [language, rememberFrequent(instance.getFixedT(language))]),
  );
  return (language) => translators[language]!;
}

/**
 * A page asks for many texts, and filling them in would take longer than all the rest of it. Those without values,
 * or with numbers alone ('step 2 of 6'), are few and come again and again: they are made once.
 */
function rememberFrequent(translate: TFunction): TFunction {
  const known = new Map<string, string>();
  const remembering = (key: string, values: Record<string, unknown> = {}) => {
    const entries = Object.entries(values);
    const isFrequent = entries.every(([, value]) => typeof value === 'number') && known.size < 2000;
    if (!isFrequent) return translate(key, values);
    const name = entries.length === 0 ? key : `${key} ${entries.join(' ')}`;
    const text = known.get(name) ?? translate(key, values);
    known.set(name, text);
    return text;
  };
  return remembering as TFunction;
}
