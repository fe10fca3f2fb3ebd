/** Small workbooks for tests, down to the XML of their sheet: also such as no program would write. */
import { zipSync } from 'fflate';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
const pack = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A workbook with these rows, each cell as text. */
export function writeWorkbook(rows: readonly (readonly string[])[]): Buffer {
  return writeSheetXml(
    rows.map((cells, row) => `<row r="${row + 1}">${writeCells(cells, row)}</row>`).join(''),
  );
}

/** A workbook whose one sheet has this content. */
export function writeSheetXml(rows: string): Buffer {
  return writeZip(listFiles(rows));
}

/** A zip with these files as they are, not packed. */
export function writeZip(files: Record<string, Uint8Array>): Buffer {
  return Buffer.from(zipSync(files, { level: 0 }));
}

/** The files in a workbook, to damage or pack in another way. */
export function listFiles(rows: string) {
  const files = {
    '[Content_Types].xml': `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${pack}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${pack}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
  };
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));
}

/** A cell with text at a place such as A1. */
export function writeCell(place: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
}

function writeCells(cells: readonly string[], row: number): string {
  const written = cells.map((text, column) =>
    text === '' ? '' : writeCell(`${String.fromCharCode(65 + column)}${row + 1}`, text),
  );
  return written.join('');
}
