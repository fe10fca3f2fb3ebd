/**
 * What is on a page but not part of its text: backgrounds, rules, and the foot of the page. Chromium leaves these
 * unmarked; an accessible PDF marks them as artifacts, so that a screen reader skips them.
 */

const startsPath = new Set(['m', 're']);
const paints = new Set(['f', 'f*', 'F', 'S', 's', 'B', 'B*', 'b', 'b*', 'n']);
const standsAlone = new Set(['Do', 'sh']);

/** The content of a page, one operator per line as Skia writes it, with a mark around all that had none. */
export function markArtifacts(content: string): string {
  const lines: string[] = [];
  let marks = 0;
  let isInside = false;
  const open = () => {
    if (marks === 0 && !isInside) {
      lines.push('/Artifact BMC');
      isInside = true;
    }
  };
  const close = () => {
    if (isInside) lines.push('EMC');
    isInside = false;
  };
  for (const line of content.split('\n')) {
    const operator = line.slice(line.lastIndexOf(' ') + 1);
    if (operator.endsWith('BDC') || operator === 'BMC') marks += 1;
    if (operator === 'EMC') marks -= 1;
    if (operator === 'BT' || startsPath.has(operator) || standsAlone.has(operator)) open();
    lines.push(line);
    if (operator === 'ET' || paints.has(operator) || standsAlone.has(operator)) close();
  }
  return lines.join('\n');
}
