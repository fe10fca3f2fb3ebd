/**
 * What a phone makes of a page, measured in the browser: at 320 and 390 pixels nothing sticks out or is cut, no word is
 * broken that fits, what can be pressed is large enough, letters can be read, and no words stand over others.
 */
import type { Page } from 'puppeteer';

const widths = [320, 390];

/** CSS pixels: of a control, each way (WCAG 2.5.8); of a letter; and of a word that any phone has room for. */
const sizes = { control: 24, letter: 12, word: 200 };

/** A line for each fault on the page that is open, at both widths, with all that can be folded out; empty when it is good. */
export async function findPhoneFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const width of widths) {
    await page.setViewport({ width, height: 800 });
    await page.$$eval('details', (all) => {
      for (const one of all) one.open = true;
    });
    // With the letters of another font a line may be longer for a moment: one that is asked for when the page is laid out.
    await page.evaluate(async () => {
      document.body.getBoundingClientRect();
      await document.fonts.ready;
    });
    const found = await page.evaluate(measure, sizes);
    faults.push(...found.map((fault) => `${width}: ${fault}`));
  }
  return faults;
}

/** Runs in the page. */
function measure(least: typeof sizes): string[] {
  const faults = new Set<string>();
  const wide = window.innerWidth;
  const tell = (fault: string, words: string) =>
    faults.add(`${fault}: ${words.trim().replace(/\s+/g, ' ').slice(0, 80)}`);
  const place = (one: Element) =>
    `${one.tagName.toLowerCase()}${one.classList.length > 0 ? `.${[...one.classList].join('.')}` : ''}`;
  /** Words for who can't see: of one pixel, or cut away. */
  const away = new Map<Element | null, boolean>([
    [document.body, false],
    [null, false],
  ]);
  const isAway = (one: Element | null): boolean => {
    const known = away.get(one);
    if (known !== undefined) return known;
    const { clipPath, overflowX, display } = getComputedStyle(one!);
    // What is drawn is also measured while it is not shown.
    const isCut =
      display === 'none' ||
      clipPath.startsWith('inset') ||
      (overflowX === 'hidden' && (one as HTMLElement).offsetWidth <= 1);
    const found = isCut || isAway(one!.parentElement);
    away.set(one, found);
    return found;
  };
  const isUnseen = (one: Element) =>
    !one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
    one.closest('noscript, option') !== null ||
    isAway(one);

  if (document.documentElement.scrollWidth > wide) {
    const widest = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > wide + 1,
    );
    tell('too wide', `${document.documentElement.scrollWidth} pixels, ${widest.map(place).join(' ')}`);
  }
  for (const one of document.querySelectorAll('body *')) {
    const { overflowX } = getComputedStyle(one);
    if (/auto|scroll/.test(overflowX) && one.scrollWidth > one.clientWidth + 1 && !isUnseen(one))
      tell('scrolls sideways', `${place(one)} ${one.textContent}`);
  }

  interface Line {
    node: Node;
    words: string;
    box: DOMRect;
  }
  const lines: Line[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement!;
    const text = node.textContent!;
    if (text.trim() === '' || parent.closest('script, style, template, title, desc') || isUnseen(parent))
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width }) => width > 1);
    if (boxes.length === 0) continue;
    for (const box of boxes) lines.push({ node, words: text, box });
    const drawing = parent.closest('svg');
    const style = getComputedStyle(parent);
    const scale = drawing ? Math.abs((parent as unknown as SVGGraphicsElement).getScreenCTM()?.d ?? 1) : 1;
    const height = Number.parseFloat(style.fontSize) * scale;
    if (height < least.letter - 0.05 && style.verticalAlign !== 'super')
      tell(`letters of ${height.toFixed(1)} pixels`, `${place(parent)} ${text}`);
    if (drawing) continue;

    // The nearest box that gives the line its width, and those that cut it off.
    let block: Element = parent;
    while (getComputedStyle(block).display.startsWith('inline') && block.parentElement !== document.body)
      if (getComputedStyle(block).display !== 'inline') break;
      else block = block.parentElement!;
    const room = block.getBoundingClientRect();
    const cutting: DOMRect[] = [];
    for (let up: Element | null = parent; up && up !== document.body; up = up.parentElement)
      if (/hidden|clip/.test(getComputedStyle(up).overflowX)) cutting.push(up.getBoundingClientRect());

    for (const { 0: word, index } of text.matchAll(/\S+:\/\/\S+|[^\s\-‐–—\u00ad\u200b]+/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const parts = [...range.getClientRects()].filter(({ width }) => width > 0.5);
      const long = parts.reduce((sum, { width }) => sum + width, 0);
      if (new Set(parts.map(({ top }) => Math.round(top))).size > Math.max(1, Math.ceil(long / least.word)))
        tell('broken word', `${word} in ${place(block)}`);
      for (const { left, right } of parts) {
        if (left < -1 || right > wide + 1) tell('word beside the page', `${word} in ${place(block)}`);
        else if (left < room.left - 1 || right > room.right + 1)
          tell('word wider than its box', `${word} in ${place(block)}`);
        else if (cutting.some((cut) => left < cut.left - 1 || right > cut.right + 1))
          tell('cut word', `${word} in ${place(block)}`);
      }
    }
  }

  // Lines of one text stand below each other as it comes; those of two texts, one over the other, can't be read.
  lines.sort((a, b) => a.box.top - b.box.top);
  const trim = (box: DOMRect) => ({
    top: box.top + box.height * 0.25,
    bottom: box.bottom - box.height * 0.25,
  });
  for (const [i, one] of lines.entries())
    for (let j = i + 1; j < lines.length && lines[j]!.box.top < one.box.bottom; j += 1) {
      const [a, b] = [trim(one.box), trim(lines[j]!.box)];
      const aside = Math.min(one.box.right, lines[j]!.box.right) - Math.max(one.box.left, lines[j]!.box.left);
      if (one.node !== lines[j]!.node && a.top < b.bottom && b.top < a.bottom && aside > 2)
        tell('words over words', `${one.words.slice(0, 40)} / ${lines[j]!.words}`);
    }

  const controls = [
    ...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]'),
  ];
  const pressed: { one: Element; box: DOMRect }[] = [];
  for (const one of controls) {
    if (
      (one as HTMLInputElement).type === 'hidden' ||
      one.closest('svg, .hidden-visually') ||
      !one.checkVisibility()
    )
      continue;
    const isTick = /radio|checkbox/.test((one as HTMLInputElement).type);
    const labels = isTick ? [...((one as HTMLInputElement).labels ?? [])] : [];
    if (!isTick && isUnseen(one)) continue;
    // A link in a sentence is as high as its line.
    const inLine =
      getComputedStyle(one).display === 'inline' &&
      [...one.parentElement!.childNodes].some(
        (next) => next !== one && next.nodeType === 3 && next.textContent!.trim() !== '',
      );
    const boxes = [one, ...labels].map((part) => part.getBoundingClientRect());
    const box = boxes.reduce((a, b) => (a.width * a.height > b.width * b.height ? a : b));
    const name = `${place(one)} ${one.textContent || one.getAttribute('name') || ''}`;
    if (
      !inLine &&
      one.matches('a, button, input, select, textarea, summary') &&
      (box.width < least.control - 0.5 || box.height < least.control - 0.5)
    )
      tell(`${Math.round(box.width)} by ${Math.round(box.height)} pixels`, name);
    if (!isTick && one.matches('a, button, select, summary') && !inLine)
      pressed.push({ one, box: one.getBoundingClientRect() });
  }
  for (const [i, { one, box }] of pressed.entries())
    for (const { one: next, box: other } of pressed.slice(i + 1)) {
      const aside = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const above = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      if (aside > 2 && above > 2 && !one.contains(next) && !next.contains(one))
        tell('control over control', `${one.textContent} / ${next.textContent}`);
    }
  return [...faults];
}
