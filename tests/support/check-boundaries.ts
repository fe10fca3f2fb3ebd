/**
 * `npm run boundaries`: dependency-cruiser on the five rooms, and the arrows between the folders of the server drawn into
 * `docs/architecture.md`; with `--check` the drawing there must be right already. It also fails when it cruised nothing,
 * because with a compiler that it can't work with it says 'no violations' about no modules.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { drawArrows, findCircle, listArrows } from './draw-arrows.ts';

const rooms = ['survey', 'scoring', 'reports', 'server'];
const document = 'docs/architecture.md';
const place = /(?<=<!-- boundaries:begin -->\n)[\s\S]*?(?=<!-- boundaries:end -->)/;

const options = await extractOptions('./.dependency-cruiser.cjs');
const tsConfig = extractTsConfig('./tsconfig.json');
const { output } = await cruise([...rooms, 'tests'], options, undefined, { tsConfig });
const { summary, modules } = output as ICruiseResult;
const problems = summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`);
for (const room of rooms) {
  const isSeen = modules.some(({ source }) => source.startsWith(`${room}/`) && source.endsWith('.ts'));
  if (!isSeen) problems.push(`No module of ${room}/ was looked at.`);
}

const arrows = listArrows(modules, (options.ruleSet as IFlattenedRuleSet).allowed ?? []);
const circle = findCircle(arrows);
if (circle) problems.push(`A circle: ${circle.join(' -> ')}`);
for (const { from, to, isUsed } of arrows) {
  if (!isUsed) problems.push(`Nothing in server/${from} imports server/${to}: take the arrow off.`);
}

const text = readFileSync(document, 'utf8');
const drawn = text.replace(place, () => drawArrows(arrows));
if (drawn !== text) {
  if (process.argv.includes('--check'))
    problems.push(`${document} shows other arrows: npm run boundaries draws them.`);
  else writeFileSync(document, drawn);
}

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`The boundaries hold: ${summary.totalCruised} modules.`);
