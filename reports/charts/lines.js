// Runs inside a comparison, on screen and while it is printed. It draws the charts: rounds from left to right, or
// networks from top to bottom. While printing they are drawn anew at the size of the paper, so that they come out as
// lines and letters; `data-drawn` on a canvas tells the printer that every point of it was drawn.
(() => {
  const source = document.getElementById('charts-data');
  if (!source) return;
  const { charts, weak, strong, language } = JSON.parse(source.textContent);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const ink = colour('ink');
  const family = '"Source Sans 3", "Other scripts", sans-serif';
  const font = { family, size: 11.5 };
  // The left column of a panel on paper (comparison.css).
  const paperWidth = 290;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  let isPrinting = false;

  const index = {
    min: 0,
    max: 100,
    ticks: { stepSize: 25, color: ink, font },
    grid: { color: colour('line'), drawTicks: false },
    border: { display: false },
  };
  const places = (labels, isAcross) => ({
    type: 'linear',
    min: -0.5,
    max: labels.length - 0.5,
    afterBuildTicks: (axis) => {
      axis.ticks = labels.map((_label, value) => ({ value }));
    },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      color: ink,
      font: { family, size: labels.length > 6 && !isAcross ? 9.5 : font.size, lineHeight: 1.1 },
      callback: (value) => labels[value],
    },
    grid: { display: false },
    border: { display: false },
  });

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

  function line(ctx, x1, y1, x2, y2) {
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.lineTo(x2, y2);
    ctx.stroke();
  }

  // Behind the points: where weak and strong lie, and the intervals.
  const ground = (isAcross) => ({
    id: 'ground',
    beforeDatasetsDraw(chart) {
      const { ctx, chartArea: area, scales } = chart;
      const axis = isAcross ? scales.x : scales.y;
      const at = (value) => axis.getPixelForValue(value);
      const zone = (from, to, name) => {
        ctx.fillStyle = colour(name);
        const [start, size] = [Math.min(at(from), at(to)), Math.abs(at(to) - at(from))];
        if (isAcross) ctx.fillRect(start, area.top, size, area.height);
        else ctx.fillRect(area.left, start, area.width, size);
      };
      ctx.save();
      zone(0, weak, 'sand');
      zone(strong, 100, 'mist');
      ctx.strokeStyle = ink;
      ctx.lineWidth = 1.5;
      for (const point of chart.data.datasets[0].data) {
        if (point.low === undefined) continue;
        const [low, high] = [at(point.low), at(point.high)];
        const side = isAcross ? scales.y.getPixelForValue(point.y) : scales.x.getPixelForValue(point.x);
        const draw = (a, b, c, d) => (isAcross ? line(ctx, a, b, c, d) : line(ctx, b, a, d, c));
        draw(low, side, high, side);
        for (const end of [low, high]) draw(end, side - 4, end, side + 4);
      }
      ctx.restore();
    },
    afterDraw(chart) {
      const points = chart.getDatasetMeta(0).data;
      const isWhole =
        chart.chartArea.width > 0 &&
        points.length === chart.data.datasets[0].data.length &&
        points.every(({ x, y }) => Number.isFinite(x + y));
      if (isPrinting && isWhole) chart.canvas.dataset.drawn = '';
    },
  });

  const describe = ({ raw }) =>
    number.format(raw.index) +
    (raw.low === undefined ? '' : ` (${number.format(raw.low)} – ${number.format(raw.high)})`);

  function describeChart(chart) {
    const isAcross = chart.kind === 'networks';
    const entries = isAcross ? chart.rows : chart.slots;
    // Few rounds have room for more letters each.
    const most = isAcross ? 24 : Math.max(10, Math.floor(44 / entries.length));
    const labels = entries.map(({ label, note }) => [
      ...wrap(label, most),
      ...(note && !isAcross ? wrap(note, 7) : []),
    ]);
    const data = entries.flatMap((entry, place) => {
      if (!entry.point) return [];
      const { index: value } = entry.point;
      return [
        {
          x: isAcross ? value : place,
          y: isAcross ? place : value,
          place,
          series: entry.series,
          ...entry.point,
          isOther: entry.isOther,
        },
      ];
    });
    const teal = colour('teal');
    return {
      type: 'scatter',
      data: {
        datasets: [
          {
            data,
            clip: 12,
            showLine: !isAcross,
            borderColor: teal,
            borderWidth: chart.isConcept ? 3 : 2,
            segment: {
              // Dashed across a year without a figure; nothing where the questions changed.
              borderDash: ({ p0DataIndex: a, p1DataIndex: b }) =>
                data[b].place - data[a].place > 1 ? [4, 4] : undefined,
              borderColor: ({ p0DataIndex: a, p1DataIndex: b }) =>
                data[a].series === data[b].series ? undefined : 'transparent',
            },
            pointStyle: data.map(({ isOther }) => (isOther ? 'rectRot' : 'circle')),
            pointRadius: chart.isConcept ? 5 : 4,
            pointBorderWidth: 2,
            pointBorderColor: teal,
            pointBackgroundColor: data.map(({ isOther }) => (isOther ? '#fff' : teal)),
          },
        ],
      },
      plugins: [ground(isAcross)],
      options: {
        animation: false,
        maintainAspectRatio: false,
        layout: { padding: { top: 8, right: 10 } },
        plugins: {
          legend: { display: false },
          tooltip: {
            displayColors: false,
            callbacks: { title: ([{ raw }]) => entries[raw.place].label, label: describe },
          },
        },
        scales: isAcross
          ? { x: index, y: { ...places(labels, isAcross), reverse: true } }
          : { x: places(labels, isAcross), y: index },
      },
    };
  }

  const heightOf = (chart) =>
    chart.kind === 'networks'
      ? 40 + chart.rows.length * (isPrinting ? 28 : 34)
      : isPrinting
        ? 146
        : chart.isConcept
          ? 230
          : 180;

  const drawn = charts.map((chart, place) => {
    const canvas = document.getElementById(`chart-${place}`);
    return { chart, canvas, frame: canvas.parentElement, own: undefined };
  });
  function make(one) {
    one.frame.style.height = `${heightOf(one.chart)}px`;
    one.own ??= new Chart(one.canvas, describeChart(one.chart));
  }

  // A page that is only there to be printed needs no charts on the screen first.
  if (!matchMedia('print').matches) {
    Promise.all([...document.fonts].map((face) => face.load())).then(() => drawn.forEach(make));
  }
  addEventListener('beforeprint', () => {
    isPrinting = true;
    for (const one of drawn) {
      delete one.canvas.dataset.drawn;
      make(one);
      one.own.resize(paperWidth, heightOf(one.chart));
      one.own.draw();
    }
  });
  addEventListener('afterprint', () => {
    isPrinting = false;
    for (const one of drawn) {
      one.frame.style.height = `${heightOf(one.chart)}px`;
      one.own.resize();
    }
  });
})();
