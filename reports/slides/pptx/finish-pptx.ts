/**
 * What the library leaves undone in the file that it writes: the language of the text, alternative text, the map as one
 * group, notes in paragraphs, the margin of scores, numbers that are unique, no part that is named but not there, and nothing
 * that depends on the clock or on chance.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Language } from '../../../survey/texts.ts';
import type { Slide } from '../slides.ts';
import { finishChart } from './finish-chart.ts';
import { finishNotes, finishSlide } from './finish-slide.ts';

interface Finished {
  language: Language;
  /** ISO date: when it was made. */
  printedOn: string;
  slides: readonly Slide[];
}

const locales: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };
/** The first moment that a ZIP knows. */
const noTime = new Date(1980, 0, 1);
const options = { mtime: noTime, level: 6 } as const;

export function finishPptx(file: Uint8Array, finished: Finished): Uint8Array {
  const parts = numberCharts(unzipSync(file));
  const names = new Set(Object.keys(parts).filter((name) => !name.endsWith('/')));
  const done: Record<string, Uint8Array> = {};
  // Office programs look for this part first.
  for (const name of [...names].sort(
    (a, b) => Number(b.startsWith('[')) - Number(a.startsWith('[')) || compare(a, b),
  )) {
    const part = parts[name]!;
    if (name.endsWith('.xlsx')) done[name] = finishWorkbook(part, finished.printedOn);
    else if (/\.(?:xml|rels)$/.test(name))
      done[name] = strToU8(finishPart(strFromU8(part), name, { ...finished, names }));
    else done[name] = part;
  }
  return zipSync(done, options);
}

/** The library goes on counting charts from one file to the next. */
function numberCharts(parts: Record<string, Uint8Array>): Record<string, Uint8Array> {
  const found = Object.keys(parts).flatMap((name) => /^ppt\/charts\/chart(\d+)\.xml$/.exec(name)?.[1] ?? []);
  const numbers = found.sort((a, b) => Number(a) - Number(b));
  const rename = (text: string) =>
    text.replace(
      /(charts\/(?:_rels\/)?chart|_Worksheet)(\d+)(?=\.(?:xml|xlsx))/g,
      (_whole, start, number) => {
        return `${start}${numbers.indexOf(number) + 1}`;
      },
    );
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => {
      const isText = /\.rels$|^\[Content_Types\]/.test(name);
      return [rename(name), isText ? strToU8(rename(strFromU8(part))) : part];
    }),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function finishPart(
  xml: string,
  name: string,
  { language, printedOn, slides, names }: Finished & { names: ReadonlySet<string> },
): string {
  if (name === '[Content_Types].xml') return listOnlyThere(xml, names);
  if (name === 'docProps/core.xml') return setDates(xml, printedOn);
  const text = xml.replace(/\blang="[^"]*"(?: altLang="[^"]*")?/g, `lang="${locales[language]}"`);
  const number = Number(/(\d+)\.xml$/.exec(name)?.[1]) - 1;
  if (/^ppt\/slides\/slide\d+\.xml$/.test(name)) return finishSlide(text, slides[number]!);
  if (/^ppt\/slideLayouts\/slideLayout\d+\.xml$/.test(name)) return text;
  if (/^ppt\/notesSlides\/notesSlide\d+\.xml$/.test(name)) return finishNotes(text, slides[number]!);
  if (/^ppt\/charts\/chart\d+\.xml$/.test(name)) {
    const charts = slides.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'chart'));
    return finishChart(text, charts[number]!);
  }
  return text;
}

/** The library names a master for each slide, and has one. */
function listOnlyThere(xml: string, names: ReadonlySet<string>): string {
  return xml.replace(/\s*<Override PartName="\/([^"]+)"[^>]*\/>/g, (whole, name: string) =>
    names.has(name) ? whole : '',
  );
}

function setDates(xml: string, printedOn: string): string {
  const moment = new Date(printedOn).toISOString().replace(/\.\d+Z$/, 'Z');
  return xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment}`);
}

/** The figures behind a chart. */
function finishWorkbook(file: Uint8Array, printedOn: string): Uint8Array {
  const parts = unzipSync(file);
  const done: Record<string, Uint8Array> = {};
  for (const name of Object.keys(parts)
    .filter((one) => !one.endsWith('/'))
    .sort(compare))
    done[name] = /\.xml$/.test(name)
      ? strToU8(finishSheet(strFromU8(parts[name]!), name, printedOn))
      : parts[name]!;
  return zipSync(done, options);
}

/** A figure that is not known has no cell. */
function finishSheet(xml: string, name: string, printedOn: string): string {
  if (name === 'docProps/core.xml') return setDates(xml, printedOn);
  return xml.replace(/<c r="[A-Z]+\d+"[^>]*><v><\/v><\/c>/g, '');
}
