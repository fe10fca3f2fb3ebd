/** Reads and parses the files on the command line with csv-parse alone: what scoring is held against. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

for (const file of process.argv.slice(2)) console.log(parse(readFileSync(file)).length);
