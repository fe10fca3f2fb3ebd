// Runs inside a document, on screen and while it is printed: it puts the foot on printed pages.
(() => {
  const root = document.documentElement;
  const foot = document.body.dataset.foot.replace(
    /[^\p{L}\p{N} ]/gu,
    (c) => `\\${c.codePointAt(0).toString(16)} `,
  );
  root.style.setProperty('--foot', `"${foot}"`);
})();
// Runs inside a document when it is printed, after the charts have their size on paper. An element with `data-pages` is a
// part of the document that starts on a new page and takes at most so many. With `data-forms` it has more forms, from
// generous to compact, divided by commas; a form is a few words, of which `pages-3` gives it more pages than the others.
// The first form that fits is taken: it stands in `data-form` for the style sheet, and whatever has `data-in` stands there
// only in forms with one of those words. `data-fitted` tells the printer how many pages a part takes; a part without
// it fits in no form. On a screen, and after printing, each part has its first form.
(() => {
  const parts = [...document.querySelectorAll('[data-pages]')];
  if (parts.length === 0) return;
  const listRules = () => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);

  function choose(part, form) {
    const words = form.split(' ');
    part.dataset.form = form;
    for (const piece of part.querySelectorAll('[data-in]'))
      piece.hidden = !piece.dataset.in.split(' ').some((word) => words.includes(word));
  }

  function listForms({ dataset: { forms = '', pages } }) {
    return forms
      .split(',')
      .map((form) => ({ form, pages: Number(/\bpages-(\d+)/.exec(form)?.[1] ?? pages) }));
  }

  // What is between the margins of a page with this name, by the style sheet that prints it.
  function measureSheet(name) {
    const pages = listRules().filter(
      (rule) => rule instanceof CSSPageRule && ['', name].includes(rule.selectorText),
    );
    const read = (property) =>
      pages.map(({ style }) => style.getPropertyValue(property)).findLast((value) => value !== '');
    const [width, height] = read('size')?.split(' ') ?? [];
    if (!height) return undefined;
    const inside = (length, ...sides) =>
      `calc(${[length, ...sides.map((side) => read(`margin-${side}`))].join(' - ')})`;
    const body = document.body;
    const kept = body.style.cssText;
    Object.assign(body.style, {
      position: 'absolute',
      width: inside(width, 'left', 'right'),
      height: inside(height, 'top', 'bottom'),
    });
    const box = body.getBoundingClientRect();
    // A browser makes all of a document smaller when something sticks out of the paper: then more stands on a page.
    const shrink = Math.max(1, body.scrollWidth / body.clientWidth);
    body.style.cssText = kept;
    return { width: box.width * shrink, height: box.height * shrink };
  }

  // The browser breaks a part over columns of the size of a page as it breaks it over pages. The gap between two columns is
  // as wide as a column, so that what sticks out of one does not look like a column more.
  function breakIntoColumns(part, { width, height }) {
    Object.assign(part.style, {
      position: 'absolute',
      top: 0,
      left: 0,
      width: `${width}px`,
      height: `${height}px`,
      columns: `auto ${width}px`,
      columnGap: `${width}px`,
      columnFill: 'auto',
    });
  }

  // Nothing sticks out of a page to the right, no picture is higher than a page, and the last page holds the feet of its last
  // letters too: they may reach below their line, and the browser would give them a page more.
  function isInside(part, count, { width, height }) {
    if (part.scrollHeight > part.clientHeight + 1) return false;
    const start = part.getBoundingClientRect();
    // The range has the rectangles of all words.
    const words = document.createRange();
    words.selectNodeContents(part);
    return [words, ...part.querySelectorAll(':not(svg *)')].every((piece) =>
      [...piece.getClientRects()].every(({ left, right, bottom }) => {
        const column = Math.floor((left - start.left + 1) / (2 * width));
        const isHigh = column === count - 1 && bottom - start.top > height + 0.5;
        return right - start.left < (2 * column + 1) * width + 1 && !isHigh;
      }),
    );
  }

  function takeFirstForm(part, sheet) {
    delete part.dataset.fitted;
    const kept = part.style.cssText;
    breakIntoColumns(part, sheet);
    for (const { form, pages } of listForms(part)) {
      choose(part, form);
      const count = Math.round((part.scrollWidth / sheet.width + 1) / 2);
      if (count > pages || !isInside(part, count, sheet)) continue;
      part.dataset.fitted = count;
      break;
    }
    part.style.cssText = kept;
  }

  // Who prints from the screen is asked before the browser turns to paper.
  function withPaperStyles(work) {
    if (matchMedia('print').matches) return work();
    const media = listRules().flatMap((rule) => (rule instanceof CSSMediaRule ? [rule.media] : []));
    const kept = media.map(({ mediaText }) => mediaText);
    for (const list of media) list.mediaText = /\bprint\b/.test(list.mediaText) ? 'all' : 'not all';
    work();
    for (const [i, list] of media.entries()) list.mediaText = kept[i];
  }

  addEventListener('beforeprint', () => {
    withPaperStyles(() => {
      // The most compact forms, in which nothing sticks out that another form would not have.
      for (const part of parts) choose(part, listForms(part).at(-1).form);
      const sheets = {};
      for (const part of parts) {
        const { page } = getComputedStyle(part);
        sheets[page] ??= measureSheet(page);
        if (sheets[page]) takeFirstForm(part, sheets[page]);
        else choose(part, listForms(part)[0].form);
      }
    });
  });
  addEventListener('afterprint', () => {
    for (const part of parts) choose(part, listForms(part)[0].form);
  });
})();
