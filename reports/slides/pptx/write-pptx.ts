/**
 * The slides as a file that PowerPoint, LibreOffice and Keynote can edit: text, tables and charts are their own, and the
 * map is made of shapes. The same input always gives the same bytes.
 */

import { describeFoot, describeHead } from '../../figures/describe-round.ts';
import type { FactsheetInput } from '../../figures/factsheet-input.ts';
import { shortenName } from '../../words/shorten-name.ts';
import { describeSlides } from '../describe-slides.ts';
import type { Slide, SlidesInput } from '../slides.ts';
import { slideTexts } from '../texts.ts';
import { addBlock } from './add-block.ts';
import { finishPptx } from './finish-pptx.ts';
import { Presentation } from './library.ts';
import { fontFace, measureHeight } from './measure-text.ts';
import { placeBlocks } from './place-blocks.ts';
import { colours, plain, type Style } from './style.ts';

const size = { w: 13.333, h: 7.5 };
const title = { x: 0.6, y: 0.45, w: 12.13, h: 0.85 };
/** Points of a title, from large to small: the first in which it is no higher than its place. */
const titleSizes = [34, 30, 26, 22, 18];

/** A presentation as a file. */
export async function writePptx(input: SlidesInput): Promise<Uint8Array> {
  const { language, looks, printedOn } = input;
  const t = slideTexts(language);
  const head = describeHead(input, '', shortenName(input.network.name));
  const slides = describeSlides(input);
  const colour = looks?.colour?.slice(1).toUpperCase() ?? colours.teal;
  const words = { firstStep: t('slides.choices.firstStep'), who: t('slides.choices.who') };

  const file = new Presentation();
  file.layout = 'LAYOUT_WIDE';
  file.theme = { headFontFace: fontFace, bodyFontFace: fontFace };
  file.title = t('slides.documentTitle', { ...head });
  file.author = 'Ketenspiegel';
  file.company = head.municipality;
  file.subject = '';
  defineMasters(file, {
    colour,
    foot: describeFoot([head.network, head.municipality, head.round], input),
    looks,
  });
  for (const one of slides) {
    const isOpening = one.name === 'answer';
    const style: Style = { colour, ink: isOpening ? colours.white : colours.ink, words };
    addSlide(file, one, style, isOpening ? 'opening' : 'slide');
  }
  const written = (await file.write({ outputType: 'uint8array' })) as Uint8Array;
  return finishPptx(written, { language, printedOn, slides });
}

function addSlide(
  file: Presentation,
  { title: words, blocks, notes }: Slide,
  style: Style,
  masterName: string,
): void {
  const slide = file.addSlide({ masterName });
  const fontSize =
    titleSizes.find((one) => measureHeight(words, { width: title.w, size: one * 1.06 }) <= title.h) ??
    titleSizes.at(-1)!;
  slide.addText([{ text: words, options: { fontSize } }], { placeholder: 'title' });
  for (const placed of placeBlocks(blocks)) addBlock(slide, placed, style);
  slide.addNotes(notes.join('\n'));
}

interface MasterLooks {
  colour: string;
  foot: string;
  looks: FactsheetInput['looks'];
}

/** The first slide on the colour of the municipality, the others on white with a bar of it. */
function defineMasters(file: Presentation, { colour, foot, looks }: MasterLooks): void {
  const masters = [
    { name: 'opening', ground: colour, ink: colours.white },
    { name: 'slide', ground: colours.white, ink: colours.ink },
  ];
  for (const { name, ground, ink } of masters) {
    const isOpening = name === 'opening';
    const small = plain(11, isOpening ? ink : colours.grey);
    const logo = isOpening || !looks?.logo ? [] : placeLogo(looks.logo);
    file.defineSlideMaster({
      title: name,
      background: { color: ground },
      objects: [
        ...(isOpening ? [] : [{ rect: { x: 0, y: 0, w: size.w, h: 0.09, fill: { color: colour } } }]),
        ...logo,
        {
          placeholder: {
            options: {
              name: 'title',
              type: 'title',
              ...title,
              ...plain(titleSizes[0]!, ink),
              bold: true,
              align: 'left',
              valign: 'middle',
            },
            text: '',
          },
        },
        { text: { text: foot, options: { x: 0.6, y: 6.95, w: 10.2, h: 0.3, ...small, valign: 'middle' } } },
      ],
      slideNumber: { x: 12.03, y: 6.95, w: 0.7, h: 0.3, ...small, align: 'right' },
    });
  }
}

/** At the top right, as high as the title. Office programs can't edit a drawing made for the web. */
function placeLogo({ src, width, height, alt }: NonNullable<NonNullable<FactsheetInput['looks']>['logo']>) {
  if (!/^data:image\/(?:png|jpe?g);base64,/.test(src)) return [];
  const scale = Math.min(2 / width, 0.6 / height);
  const [w, h] = [width * scale, height * scale];
  return [{ image: { data: src, x: 12.73 - w, y: 0.25, w, h, altText: alt } }];
}
