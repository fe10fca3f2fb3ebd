// Runs inside a document, on screen and while it is printed. It puts the foot on printed pages and draws the chart of a
// mirror: the scores of a partner beside those of its network.
// While printing, the chart is drawn anew at the size of the paper: then it comes out as lines and letters, not as a
// bitmap. `data-drawn` on the canvas tells the printer that every point was drawn.
(() => {
  const root = document.documentElement;
  const foot = document.body.dataset.foot.replace(
    /[^\p{L}\p{N} ]/gu,
    (c) => `\\${c.codePointAt(0).toString(16)} `,
  );
  root.style.setProperty('--foot', `"${foot}"`);

  const source = document.getElementById('chart-data');
  if (!source) return;
  const { rows, weak, strong, language, words } = JSON.parse(source.textContent);
  const canvas = document.getElementById('chart');
  const frame = canvas.parentElement;
  const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
  const ink = colour('ink');
  const family = '"Source Sans 3", "Other scripts", sans-serif';
  // The width between the margins of an A4 page, in CSS pixels (178 mm).
  const paperWidth = 672;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

  const looks = {
    own: { pointStyle: 'rectRot', backgroundColor: colour('copper'), borderColor: colour('copper') },
    network: { pointStyle: 'circle', backgroundColor: '#fff', borderColor: colour('teal') },
  };

  function buildSeries(series, shift) {
    const shown = rows.flatMap((row, y) => (row[series] ? [{ row, y, figure: row[series] }] : []));
    return {
      label: words[series],
      clip: 12,
      data: shown.map(({ row, y, figure }) => ({ x: figure.index, y: y + shift, row, ...figure })),
      ...looks[series],
      pointRadius: 5.5,
      pointBorderWidth: 2,
    };
  }

  // Words on at most three lines of about this many letters.
  function wrap(text, length) {
    const lines = [''];
    for (const word of text
      .split(' ')
      .flatMap((part) => part.match(new RegExp(`.{1,${length}}`, 'gu')) ?? [])) {
      const last = lines.length - 1;
      if (lines[last] === '') lines[last] = word;
      else if (lines[last].length + word.length < length) lines[last] += ` ${word}`;
      else lines.push(word);
    }
    return lines.length > 3 ? [lines[0], lines[1], `${lines[2]}…`] : lines;
  }

  const isNarrow = (width) => width < 560;
  // On paper the rows stand closer; those of a partner share their page with more.
  const heightFor = (width) => 58 + rows.length * (isPrinting ? 15 : isNarrow(width) ? 40 : 24);

  // Behind the points: where weak and strong lie, and the intervals.
  const ground = {
    id: 'ground',
    beforeDatasetsDraw(chart) {
      const { ctx, chartArea: area, scales } = chart;
      const at = (index) => scales.x.getPixelForValue(index);
      ctx.save();
      ctx.fillStyle = colour('sand');
      ctx.fillRect(area.left, area.top, at(weak) - area.left, area.height);
      ctx.fillStyle = colour('mist');
      ctx.fillRect(at(strong), area.top, area.right - at(strong), area.height);
      ctx.font = `600 11.5px ${family}`;
      ctx.textBaseline = 'bottom';
      ctx.textAlign = 'left';
      ctx.fillStyle = colour('copper');
      ctx.fillText(words.weak, area.left + 3, area.top - 2);
      ctx.textAlign = 'right';
      ctx.fillStyle = colour('teal');
      ctx.fillText(words.strong, area.right - 3, area.top - 2);
      ctx.strokeStyle = colour('line');
      rows.forEach((row, y) => {
        if (!row.isConcept || y === 0) return;
        ctx.lineWidth = 1;
        line(ctx, 0, scales.y.getPixelForValue(y - 0.5), chart.width, scales.y.getPixelForValue(y - 0.5));
      });
      chart.data.datasets.forEach((dataset) => {
        dataset.data.forEach((point) => {
          if (point.low === undefined) return;
          const y = scales.y.getPixelForValue(point.y);
          ctx.strokeStyle = dataset.borderColor;
          ctx.lineWidth = 1.5;
          line(ctx, at(point.low), y, at(point.high), y);
          for (const end of [point.low, point.high]) line(ctx, at(end), y - 4, at(end), y + 4);
        });
      });
      ctx.restore();
    },
    afterDraw(chart) {
      if (isPrinting && isWhole(chart)) canvas.dataset.drawn = '';
    },
  };

  function line(ctx, x1, y1, x2, y2) {
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.lineTo(x2, y2);
    ctx.stroke();
  }

  function isWhole(chart) {
    return (
      chart.chartArea.width > 0 &&
      chart.data.datasets.every((dataset, i) => {
        const points = chart.getDatasetMeta(i).data;
        return points.length === dataset.data.length && points.every(({ x, y }) => Number.isFinite(x + y));
      })
    );
  }

  function describePoint({ raw, dataset }) {
    const range = raw.low === undefined ? '' : ` (${number.format(raw.low)} – ${number.format(raw.high)})`;
    return `${dataset.label}: ${number.format(raw.x)}${range}`;
  }

  function makeChart() {
    frame.style.height = `${heightFor(frame.clientWidth)}px`;
    return new Chart(sheet, {
      type: 'scatter',
      data: {
        datasets: [buildSeries('network', 0.17), buildSeries('own', -0.17)],
      },
      plugins: [ground],
      options: {
        animation: false,
        maintainAspectRatio: false,
        layout: { padding: { top: 20, right: 10, left: 4 } },
        color: ink,
        font: { family, size: 12 },
        plugins: {
          legend: { display: false },
          tooltip: {
            displayColors: false,
            callbacks: { title: ([point]) => point.raw.row.label, label: describePoint },
          },
        },
        scales: {
          x: {
            min: 0,
            max: 100,
            ticks: { stepSize: 25, color: ink, font: { family, size: 12 } },
            grid: { color: colour('line'), drawTicks: false },
            border: { display: false },
          },
          y: {
            type: 'linear',
            reverse: true,
            min: -0.5,
            max: rows.length - 0.5,
            afterBuildTicks: (axis) => {
              axis.ticks = rows.map((_row, value) => ({ value }));
            },
            ticks: {
              autoSkip: false,
              crossAlign: 'far',
              color: ink,
              callback(value) {
                return wrap(rows[value].label, isNarrow(this.chart.width) ? 21 : 44);
              },
              font: ({ tick }) => ({
                family,
                size: 12,
                lineHeight: 1.1,
                weight: rows[tick?.value]?.isConcept ? 600 : 400,
              }),
            },
            grid: { display: false },
            border: { display: false },
          },
        },
      },
    });
  }

  // Wiping a canvas that can be seen through makes Chromium put all that stands on the paper before it into the
  // chart, out of the reach of a screen reader. So the canvas is opaque, and white paint takes the place of wiping.
  const sheet = canvas.getContext('2d', { alpha: false });
  sheet.clearRect = (...area) => {
    sheet.save();
    sheet.fillStyle = '#fff';
    sheet.fillRect(...area);
    sheet.restore();
  };

  // What lies under white paint is still read aloud: on paper the chart is drawn once, on an empty canvas.
  function drawOnEmptySheet() {
    const ratio = chart.currentDevicePixelRatio;
    // biome-ignore lint/correctness/noSelfAssign: this is what empties a canvas.
    canvas.width = canvas.width;
    sheet.setTransform(ratio, 0, 0, ratio, 0, 0);
    chart.draw();
  }

  let chart;
  let isPrinting = false;
  // A page that is only there to be printed needs no chart on the screen first.
  if (!matchMedia('print').matches) {
    Promise.all([...document.fonts].map((face) => face.load())).then(() => {
      chart ??= makeChart();
    });
  }
  addEventListener('resize', () => {
    frame.style.height = `${heightFor(frame.clientWidth)}px`;
  });
  addEventListener('beforeprint', () => {
    isPrinting = true;
    delete canvas.dataset.drawn;
    chart ??= makeChart();
    frame.style.height = `${heightFor(paperWidth)}px`;
    chart.resize(paperWidth, heightFor(paperWidth));
    drawOnEmptySheet();
  });
  addEventListener('afterprint', () => {
    isPrinting = false;
    frame.style.height = `${heightFor(frame.clientWidth)}px`;
    chart.resize();
  });
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
