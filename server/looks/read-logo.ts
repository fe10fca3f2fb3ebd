/**
 * A logo from the desk: which kind of file it is, whether it may be drawn at all, and then drawn anew
 * (`reports/print/draw-logo.ts`), so that of the file itself nothing is kept.
 */
import type { DrawnLogo, LogoFault, LogoSource } from '../../reports/print/draw-logo.ts';
import { QueueFull } from '../../reports/print/work-queue.ts';
import type { Problem } from '../text/problems.ts';
import { Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { logoLimits, printLimits } from '../web/limits.ts';

/** A logo that can be stored, or what is wrong with the file. */
export interface ReadLogo {
  logo?: DrawnLogo;
  problems: Problem[];
}

const faults = {
  undrawable: 'logoUnreadable',
  blank: 'logoBlank',
  narrow: 'logoNarrow',
} as const satisfies Record<LogoFault, string>;

/** Looks at the file, and draws it when nothing is wrong with it. Refuses when too many logos wait to be drawn. */
export async function readLogo({ printer }: Pick<App, 'printer'>, file: Buffer): Promise<ReadLogo> {
  const source = file.length > logoLimits.fileBytes ? 'tooLarge' : findSource(file);
  if (source === 'tooLarge') {
    return wrong({ code: 'logoTooLarge', values: { max: logoLimits.fileBytes / 1000 } });
  }
  if (source === 'tooManyPixels')
    return wrong({ code: 'logoTooManyPixels', values: { max: logoLimits.pixels } });
  if (typeof source === 'string') return wrong({ code: source });
  try {
    const drawn = await printer.drawLogo(source);
    return typeof drawn === 'string' ? wrong({ code: faults[drawn] }) : { logo: drawn, problems: [] };
  } catch (error) {
    if (error instanceof QueueFull)
      throw new Refusal(503, 'printerBusy', { seconds: printLimits.retrySeconds });
    throw error;
  }
}

function wrong(problem: Omit<Problem, 'where'>): ReadLogo {
  return { problems: [{ where: 'logo', ...problem } as Problem] };
}

type Refused = 'logoKind' | 'logoParts' | 'logoUnreadable' | 'tooManyPixels';

function findSource(file: Buffer): LogoSource | Refused {
  if (file.subarray(0, pngStart.length).equals(pngStart)) return checkPng(file);
  return checkSvg(file);
}

const pngStart = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Its first part says how large it is, before anything is unpacked: a few kilobytes may hold gigabytes. */
function checkPng(file: Buffer): LogoSource | Refused {
  if (file.length < 33 || file.toString('latin1', 12, 16) !== 'IHDR') return 'logoUnreadable';
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  if (width === 0 || height === 0) return 'logoUnreadable';
  if (Math.max(width, height) > logoLimits.pixels) return 'tooManyPixels';
  return { kind: 'png', content: file };
}

/**
 * From its first tag on, and as UTF-8, so that it can be read in one way only. What stands before is a prolog: without
 * one nobody defines entities, which grow from a few lines to gigabytes.
 */
function checkSvg(file: Buffer): LogoSource | Refused {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return 'logoKind';
  }
  const tag = text.search(/<(?:svg:)?svg[\s>]/);
  if (tag === -1) return 'logoKind';
  if (text.slice(0, tag).includes('<!ENTITY')) return 'logoParts';
  return { kind: 'svg', content: Buffer.from(text.slice(tag)) };
}
