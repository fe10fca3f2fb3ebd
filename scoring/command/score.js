/**
 * `npm run -s score`: prints the scores of files as JSON, or what is wrong with the files. The one file that is no
 * TypeScript: turning an entry file into JavaScript takes Node as long as reading 10,000 responses.
 */
import { enableCompileCache } from 'node:module';

// Loading the code takes longer than scoring a small file; from the second run on it is found compiled.
enableCompileCache();
const { scoreFiles } = await import('./score-files.ts');

const outcome = await scoreFiles(process.argv.slice(2));
if ('output' in outcome) console.log(outcome.output);
else {
  console.error(outcome.lines.join('\n'));
  process.exitCode = 1;
}
