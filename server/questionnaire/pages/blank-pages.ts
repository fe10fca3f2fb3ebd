/**
 * A concept's page without an answer yet is the same for everybody but for the link in it. It is what most
 * respondents open, all in the same days, so it is rendered once for each concept and language. It is rendered
 * from a visit that holds nothing of anybody: what is not put in can't come out on another's screen.
 */
import type { Instrument } from '../../../survey/instrument.ts';
import type { Language } from '../../../survey/texts.ts';
import type { FormPage, ShowPage } from './form-page.ts';
import { showForm } from './show-form.ts';
import type { Visit } from './visit.ts';

/** Where the link and the mark of this opening come; Handlebars leaves these signs as they are. */
const linkHere = '(((link)))';
const viewHere = '(((view)))';

/** The bytes between the marks, and the marks. */
type Part = Buffer | typeof linkHere | typeof viewHere;

const rendered = new WeakMap<Instrument, Map<string, Promise<Part[]>>>();

/** The page for this link and this opening; undefined when it shows more than a blank concept page does. */
export async function renderBlank(
  render: ShowPage<string>,
  visit: Visit,
  page: FormPage,
  view: string,
): Promise<Buffer | undefined> {
  if (!page.isAlikeForAll) return undefined;
  const { instrument, language, base } = visit;
  const pages = rendered.get(instrument) ?? new Map<string, Promise<Part[]>>();
  rendered.set(instrument, pages);
  const key = `${language} ${page.path}`;
  const parts = pages.get(key) ?? renderParts(render, page, instrument, language);
  pages.set(key, parts);
  const link = Buffer.from(base);
  const opening = Buffer.from(view);
  return Buffer.concat(
    (await parts).map((part) => (part === linkHere ? link : part === viewHere ? opening : part)),
  );
}

async function renderParts(
  render: ShowPage<string>,
  page: FormPage,
  instrument: Instrument,
  language: Language,
): Promise<Part[]> {
  const nobody = { instrument, language, base: linkHere } as Visit;
  const html = showForm(render, nobody, page, { fields: {}, revision: 0, view: viewHere });
  return html
    .split(/(\(\(\((?:link|view)\)\)\))/)
    .map((part) => (part === linkHere || part === viewHere ? part : Buffer.from(part)));
}
