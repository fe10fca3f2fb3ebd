/** `npm run -s score`: prints the scores of files as JSON, or what is wrong with the files. */
import { scoreFiles } from './score-files.ts';

const outcome = await scoreFiles(process.argv.slice(2));
if ('output' in outcome) console.log(outcome.output);
else {
  console.error(outcome.lines.join('\n'));
  process.exitCode = 1;
}
