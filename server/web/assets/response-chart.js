/**
 * Draws how many people answered on each day, with a sign above the days on which people were invited or reminded. The
 * same stands in a table, so without this script nothing is missing.
 */
const frame = document.querySelector('[data-chart]');
if (frame) await draw(JSON.parse(document.getElementById('response-data').textContent));

async function draw({ days, bars, marks }) {
  await import(frame.dataset.chart);
  frame.hidden = false;
  const style = getComputedStyle(frame);
  const ink = style.color;
  const colour = style.getPropertyValue('--ketenspiegel-brand').trim() || ink;
  const { Chart } = globalThis;
  Chart.defaults.font.family = style.fontFamily;
  Chart.defaults.font.size = 14;
  Chart.defaults.color = ink;
  // The signs stand above every bar; two on one day above each other.
  const top = Math.max(4, ...bars.counts) * 1.15;
  const heights = marks.map((_mark, index) => top * (1 + 0.12 * index));
  new Chart(frame.querySelector('canvas'), {
    type: 'bar',
    data: {
      labels: days,
      datasets: [
        { label: bars.label, data: bars.counts, backgroundColor: colour, pointStyle: 'rect' },
        ...marks.map(({ label, sign, on }, index) => ({
          type: 'line',
          label,
          data: on.map((isOn) => (isOn ? heights[index] : null)),
          showLine: false,
          pointStyle: sign,
          pointRadius: 7,
          pointHoverRadius: 7,
          // Upside down the triangle points at its day.
          rotation: 180,
          borderColor: ink,
          backgroundColor: ink,
        })),
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      plugins: {
        legend: { position: 'bottom', labels: { usePointStyle: true } },
        // A sign stands for a day, not for the number at its height.
        tooltip: {
          callbacks: {
            label: ({ dataset, formattedValue, datasetIndex }) =>
              datasetIndex === 0 ? `${formattedValue} ${dataset.label}` : dataset.label,
          },
        },
      },
      scales: {
        x: { grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 16 } },
        y: {
          beginAtZero: true,
          max: top * (1 + 0.12 * marks.length),
          // No lines among the signs, which stand for no number.
          grid: { color: ({ tick }) => (tick.value < top ? Chart.defaults.borderColor : 'transparent') },
          ticks: { precision: 0, callback: (value) => (Number.isInteger(value) && value < top ? value : '') },
        },
      },
    },
  });
  frame.dataset.drawn = '';
}
