/** `npm run -s admin -- …`: what an operator does in a shell. */
import { runCommand } from './run-command.ts';

const { exitCode, output, error } = await runCommand(process.argv.slice(2));
if (output !== undefined) console.log(output);
if (error !== undefined) console.error(error);
process.exitCode = exitCode;
