/** What the layout shows around a page: its language and title, and on the desk who signed in and where one is. */
import type { Language } from '../../survey/texts.ts';

/** What every page hands over for its frame. */
export interface Frame {
  language: Language;
  title: string;
  /** Results: room for tables, with a stylesheet of their own. */
  wide?: boolean | undefined;
  /** A script of `assets/` that this page needs, or several. */
  script?: string | readonly string[] | undefined;
  /** The page has a form with id 'page' that must not lose what was typed: the language button submits it here. */
  languageForm?: string | undefined;
  /** Sentences of a refusal, for `{{> problems}}` and for each field. */
  problems?: readonly PageProblem[] | undefined;
  /** A page with the header of the desk: all of it, or before somebody signed in what is known by then. */
  desk?: Partial<Desk> | undefined;
}

/** The frame of a page of the desk, once somebody signed in. */
export interface DeskFrame extends Frame {
  desk: Desk;
}

export interface Desk {
  name: string;
  role: string;
  /** Stands in every form. */
  csrf: string;
  navigation: readonly { href: string; label: string; current: boolean }[];
  /** The pages above this one. */
  crumbs: readonly Crumb[];
  /** This page can't be had in another language by asking again. */
  fixedLanguage?: boolean | undefined;
  /** What the address has behind the `?`, to keep it when the language changes. */
  query?: string | undefined;
}

export interface Crumb {
  href: string;
  label: string;
}

export interface PageProblem {
  /** The name of a field, or empty: the whole form. */
  where: string;
  sentence: string;
  /** What the field is called, when the sentence does not say it. */
  label?: string | undefined;
}
