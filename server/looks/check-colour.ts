/**
 * A colour for letters on white and for white letters on it: both need a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3), which is
 * one figure. One that is too light is refused with the nearest darker one that will do.
 */
import type { Problem } from '../text/problems.ts';

const leastContrast = 4.5;

/** As it is stored, `#rrggbb`, also from `#RGB` or without the sign; what is no colour stays as it was typed. */
export function tidyColour(typed: string): string {
  const text = typed.trim().toLowerCase();
  const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/.exec(text)?.[1];
  if (digits === undefined) return text;
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}

/** What is wrong with a tidied colour; '' is none, and right. */
export function checkColour(where: string, colour: string): Problem[] {
  if (colour === '') return [];
  if (!/^#[0-9a-f]{6}$/.test(colour)) return [{ where, code: 'notAColour' }];
  if (contrastWithWhite(colour) >= leastContrast) return [];
  return [{ where, code: 'colourTooLight', values: { colour, darker: findDarker(colour) } }];
}

/** From 1, which is white itself, to 21, which is black. */
export function contrastWithWhite(colour: string): number {
  const [red, green, blue] = readChannels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

/** The same hue, no darker than needed. */
function findDarker(colour: string): string {
  const channels = readChannels(colour);
  for (let part = 999; part > 0; part--) {
    const darker = `#${channels.map((channel) => toHex(Math.floor((channel * part) / 1000))).join('')}`;
    if (contrastWithWhite(darker) >= leastContrast) return darker;
  }
  return '#000000';
}

function readChannels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

function toHex(channel: number): string {
  return channel.toString(16).padStart(2, '0');
}
