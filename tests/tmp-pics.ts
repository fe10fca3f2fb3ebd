import { writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer';
import { listPictures, renderPicture } from '../reports/pictures/render-picture.ts';
import { launchTestBrowser } from './support/browser.ts';
import { goldenCases } from './support/factsheet-inputs.ts';

const browser = await launchTestBrowser();
for (const [name, make] of Object.entries(goldenCases)) {
  const input = make();
  for (const pic of listPictures(input)) {
    const svg = renderPicture(pic, input)!;
    writeFileSync(`/tmp/res/${name}-${pic}.svg`, svg);
    if (!process.argv.includes(name)) continue;
    const page = await browser.newPage();
    await page.setViewport({ width: 1000, height: 900 });
    await page.setContent(
      `<body><img src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}"></body>`,
    );
    await new Promise((r) => setTimeout(r, 300));
    await page.screenshot({ path: `/tmp/res/${name}-${pic}.png`, fullPage: true });
    console.log(name, pic, svg.length);
    await page.close();
  }
}
await browser.close();
process.exit(0);
