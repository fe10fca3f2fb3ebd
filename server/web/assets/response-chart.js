/** Draws the response in time. The same numbers stand in a table, so without this script nothing is missing. */
const frame = document.querySelector('[data-chart]');
if (frame) await draw(JSON.parse(document.getElementById('response-data').textContent));

async function draw({ days, totals, invited, series }) {
  await import(frame.dataset.chart);
  frame.hidden = false;
  const style = getComputedStyle(frame);
  const ink = style.color;
  const colour = style.getPropertyValue('--ketenspiegel-brand').trim() || ink;
  const { Chart } = globalThis;
  Chart.defaults.font.family = style.fontFamily;
  Chart.defaults.font.size = 14;
  Chart.defaults.color = ink;
  new Chart(frame.querySelector('canvas'), {
    type: 'line',
    data: {
      labels: days,
      datasets: [
        {
          label: series,
          data: totals,
          stepped: true,
          borderColor: colour,
          backgroundColor: colour,
          borderWidth: 3,
          pointRadius: days.length > 40 ? 0 : 3,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      plugins: { legend: { display: false } },
      scales: {
        x: { grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 16 } },
        y: { beginAtZero: true, suggestedMax: invited, ticks: { precision: 0 } },
      },
    },
  });
  frame.dataset.drawn = '';
}
