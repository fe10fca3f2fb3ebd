/** `npm run golden`: makes the golden files anew. Look at what changed before you commit it. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPrinter } from '../../reports/print/printer.ts';
import { launchTestBrowser } from './browser.ts';
import { goldenFolder, picturedCases, pictureName, sharedParts, toGolden } from './golden.ts';
import { mirrorGoldenCases } from './mirror-cases.ts';
import { openPdfPainter } from './paint-pdf.ts';
import { socialMapGoldenCases } from './social-map-inputs.ts';

await mkdir(join(goldenFolder, 'shared'), { recursive: true });
for (const [name, source] of Object.entries(sharedParts)) await writeFile(join(goldenFolder, name), source);

const printer = createPrinter();
const browser = await launchTestBrowser();
const painter = await openPdfPainter(browser);
for (const [name, render] of Object.entries(picturedCases)) {
  const html = render();
  await writeFile(join(goldenFolder, `${name}.html`), toGolden(html));
  const pictures = await painter.paint(await printer.print(html));
  for (const file of await readdir(goldenFolder))
    if (file.replace(/-\d+\.png$/, '') === name) await rm(join(goldenFolder, file));
  for (const [i, picture] of pictures.entries())
    await writeFile(join(goldenFolder, pictureName(name, i + 1)), picture);
  console.log(`${name}: ${pictures.length} pages`);
}
for (const [name, render] of Object.entries({ ...mirrorGoldenCases, ...socialMapGoldenCases }))
  await writeFile(join(goldenFolder, `${name}.html`), toGolden(render()));
await browser.close();
await printer.close();
