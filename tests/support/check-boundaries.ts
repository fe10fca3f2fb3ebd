/**
 * `npm run boundaries`: dependency-cruiser on the five rooms. It also fails when it cruised nothing, because with
 * a compiler that it can't work with it says 'no violations' about no modules.
 */
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const rooms = ['survey', 'scoring', 'reports', 'server'];
const { output } = await cruise(
  [...rooms, 'tests'],
  await extractOptions('./.dependency-cruiser.cjs'),
  undefined,
  {
    tsConfig: extractTsConfig('./tsconfig.json'),
  },
);
const { summary, modules } = output as ICruiseResult;
const unseen = rooms.filter(
  (room) => !modules.some(({ source }) => source.startsWith(`${room}/`) && source.endsWith('.ts')),
);
for (const { from, to, rule } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
for (const room of unseen) console.error(`No module of ${room}/ was looked at.`);
if (summary.violations.length + unseen.length > 0) process.exitCode = 1;
else console.log(`The boundaries hold: ${summary.totalCruised} modules.`);
