/** The texts as they stand in the repository: which file holds what, under which section its keys are asked for. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listTextKeys } from '../../survey/texts.ts';

const rooms = '{survey,scoring,reports,server}';

/** Files of this kind in the rooms, by path from the top of the repository: `ts`, `hbs`, `nl.json`. */
export function listFiles(ending: string): string[] {
  return globSync(`${rooms}/**/*.${ending}`).toSorted();
}

/** What a JSON file holds. */
export function readJson(path: string): object {
  return JSON.parse(readFileSync(path, 'utf8'));
}

export interface TextFile {
  path: string;
  /** What its keys begin with, with the point; empty where there are no sections. */
  prefix: string;
  keys: string[];
}

/** Every Dutch file that a translator reads; others are looked up by the id of something and have no keys. */
export function listTextFiles(): TextFile[] {
  return listFiles('ts').flatMap((source) => {
    const code = readFileSync(source, 'utf8');
    const calls = code.matchAll(/(?:add\w+Texts\('(\w+)', |createTexts\()\{\s*nl(?:: (\w+))?\b/g);
    return [...calls].flatMap(([, section, name = 'nl']) => {
      const file = new RegExp(`import ${name} from '(.+\\.nl\\.json)'`).exec(code)?.[1];
      if (file === undefined) return [];
      const path = join(dirname(source), file);
      const prefix = section === undefined ? '' : `${section}.`;
      return [{ path, prefix, keys: listTextKeys(readJson(path)).map((key) => prefix + key) }];
    });
  });
}

/** What a text wants filled in: `{{count, number}}` is `count`. */
export function listPlaceholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name!))].toSorted();
}
