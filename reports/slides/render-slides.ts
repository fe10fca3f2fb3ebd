/** The slides as a web page: one at a time on a wall, all of them below each other on a phone and on paper. */
import { renderDocument } from '../document/render-document.ts';
import { describeFoot, describeHead } from '../figures/describe-round.ts';
import { shortenName } from '../words/shorten-name.ts';
import { describeSlides } from './describe-slides.ts';
import type { SlidesInput } from './slides.ts';
import { type SlideLinks, viewSlides } from './slides-page.ts';
import { slideTexts } from './texts.ts';

/** A self-contained HTML document. Without `links` it has no way to other pages. */
export function renderSlides(input: SlidesInput, links?: SlideLinks): string {
  const { language, looks } = input;
  const head = describeHead(input, '', shortenName(input.network.name));
  const slides = viewSlides(describeSlides(input));
  return renderDocument('slides', {
    language,
    title: slideTexts(language)('slides.documentTitle', { ...head }),
    foot: describeFoot([head.network, head.municipality, head.round], input),
    looks,
    logo: looks?.logo,
    links,
    count: slides.length,
    slides,
  });
}
