/**
 * What SheetJS would not read as people see it, or not in time, put right in the XML before it reads. Every rule goes
 * through the file once, and works on bytes: only signs of ASCII are looked for.
 */

/** The same files of a workbook, for the library. */
export function prepareFiles(files: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> {
  const prepared = Object.entries(files).map(([name, content]): [string, Uint8Array] => {
    if (name === 'content.xml') return [name, rewrite(content, showUncomputed)];
    if (!/worksheets[\\/][^\\/]+\.xml$/u.test(name)) return [name, content];
    return [name, rewrite(content, (xml) => markUncomputed(dropEmptyCells(xml)))];
  });
  // It needs the styles of an .ods, and a program need not write any.
  const needed = files['content.xml'] && { 'styles.xml': Buffer.from('<styles/>') };
  return { ...needed, ...Object.fromEntries(prepared) };
}

function rewrite(content: Uint8Array, change: (xml: string) => string): Uint8Array {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return Buffer.from(change(bytes.toString('latin1')), 'latin1');
}

/** In an .ods a formula without a result would be an empty cell: the formula becomes its text. */
function showUncomputed(xml: string): string {
  return xml.replace(
    /<table:table-cell(?<attributes>(?:\s+[^<>=?"'\s]+="[^"]*")*)\s*(?:\/>|>\s*<\/table:table-cell>)/gu,
    (cell: string, attributes: string) => {
      const formula = /\stable:formula="([^"=]*)=?([^"]*)"/u.exec(attributes)?.[2];
      if (formula === undefined || attributes.includes('office:value-type=')) return cell;
      return `<table:table-cell${attributes} office:value-type="string"><text:p>=${formula}</text:p></table:table-cell>`;
    },
  );
}

/**
 * Without the rows and cells that only have a format, of which a workbook may have a million: the library takes a minute
 * for them. Where cells do not say their place, the empty ones are counted and stay.
 */
function dropEmptyCells(xml: string): string {
  return /<(?:c|row)(?![^>]* r=)[ />]/u.test(xml) ? xml : xml.replace(/<(?:c|row) [^>]*\/>/gu, '');
}

/**
 * Formulas without an element for their result lose the kind that it would have: the library takes such a text for an
 * empty one. An element with nothing in it is an empty text indeed.
 */
function markUncomputed(xml: string): string {
  return xml.replace(
    /(?<cell><(?:\w+:)?c(?: [^<>]*)?) t="[a-zA-Z]+"(?<rest>[^<>]*>\s*<(?:\w+:)?f(?: [^<>]*)?(?:\/>|>[^<]*<\/(?:\w+:)?f>)\s*<\/(?:\w+:)?c>)/gu,
    '$<cell>$<rest>',
  );
}
