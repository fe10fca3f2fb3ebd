/**
 * Texts that several folders bring together. Each folder adds its own as a section, whose name begins its keys, and
 * gets the translator of that section; a template may ask for any of them. `Sections` is an interface that each folder
 * extends, so that the collection need not know any of the folders.
 */
import {
  type BothLanguages,
  createTexts,
  createTranslator,
  type Language,
  type TextValues,
  type Translator,
} from './texts.ts';

type Section = (language: Language) => Pick<Translator<object>, 'find'>;

/** Makes a collection of texts: `add` is for the folders, `texts` gives all that were added. */
export function collectTexts<Sections extends object>() {
  const sections = new Map<string, Section>();

  /** Adds the texts of a folder and gives their translator: it takes the keys of this section alone. */
  function add<Name extends string, Nl extends object, En extends object>(
    name: Name,
    { nl, en }: BothLanguages<Nl, En>,
  ): (language: Language) => Translator<Record<Name, Nl>> {
    const named = (texts: Nl) => ({ [name]: texts }) as Record<Name, Nl>;
    const texts = createTexts({ nl: named(nl), en: named(en as Nl & En) });
    sections.set(name, texts);
    return texts;
  }

  const find = (language: Language, key: string, values?: TextValues) =>
    sections.get(key.split('.', 1)[0]!)?.(language).find(key, values);
  const translators = {
    nl: createTranslator<Sections>((key, values) => find('nl', key, values)),
    en: createTranslator<Sections>((key, values) => find('en', key, values)),
  };
  return { add, texts: (language: Language) => translators[language] };
}
