/** Reads and parses the CSV files on the command line with csv-parse alone: what `npm run bench` holds scoring against. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

for (const file of process.argv.slice(2)) console.log(parse(readFileSync(file)).length);
