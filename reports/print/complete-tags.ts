/**
 * Makes Chromium's PDF what it nearly is: a tagged PDF that conforms to PDF/UA-1. Chromium does not say so in the
 * metadata, leaves decoration without a mark, and puts what a list item says straight into the item. All of it is
 * appended to the file (ISO 32000-1, 7.5.6), so that not a byte of what was printed changes. The libraries that can do
 * this read and write every object of the file and take longer than the print itself
 * (docs/decisions/0019-accessible-pdf.md).
 */
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { markArtifacts } from './mark-artifacts.ts';

const inflateAsync = promisify(inflate);
const deflateAsync = promisify(deflate);

export interface DocumentNames {
  title: string;
  language: string;
}

/** A file that is not built as Skia builds it comes back unchanged, so that it makes no unchecked claim. */
export async function completeTags(pdf: Uint8Array, names: DocumentNames): Promise<Uint8Array> {
  const file = readFile(pdf);
  if (!file) return pdf;
  const { objects, root, info } = file;
  const changed = new Map<number, Buffer>();
  const put = (number: number, text: string) => changed.set(number, Buffer.from(text, 'latin1'));
  let size = file.size;

  for (const [number, text] of objects) {
    if (!text.includes('/S /LI\n')) continue;
    const kids = /\/K (\[[\s\S]*?\]|\d+ 0 R)(?=>>|\n)/.exec(text)?.[1] ?? '';
    const parts = [...kids.matchAll(/<<[\s\S]*?>>|(\d+) 0 R/g)];
    const body = parts.flatMap(([, kid]) => (kid && !isLabel(objects.get(Number(kid))) ? [Number(kid)] : []));
    if (body.length === 0) continue;
    const rest = parts.filter(([, kid]) => !kid || !body.includes(Number(kid))).map(([part]) => part);
    const own = size;
    size += 1;
    put(
      number,
      text.replace(kids, () => `[${[...rest, `${own} 0 R`].join(' ')}]`),
    );
    put(
      own,
      `<</Type /StructElem\n/S /LBody\n/P ${number} 0 R\n/K [${body.map((kid) => `${kid} 0 R`).join(' ')}]>>`,
    );
    for (const kid of body) put(kid, objects.get(kid)!.replace(/\/P \d+ 0 R/, `/P ${own} 0 R`));
  }

  const contents = [...objects.values()].flatMap((text) => {
    const content = text.startsWith('<</Type /Page\n') && /\/Contents (\d+) 0 R/.exec(text)?.[1];
    return content ? [Number(content)] : [];
  });
  const marked = await Promise.all(
    contents.map((number) => markStream(pdf, objects.get(number)!, file.at(number))),
  );
  for (const [i, number] of contents.entries()) changed.set(number, marked[i]!);

  changed.set(size, toStream('/Type /Metadata\n/Subtype /XML', Buffer.from(writeMetadata(names))));
  put(root, objects.get(root)!.replace(/>>$/, `\n/Metadata ${size} 0 R>>`));
  return append(
    pdf,
    changed,
    `<</Size ${size + 1}\n/Root ${root} 0 R\n/Info ${info} 0 R\n/Prev ${file.xref}>>`,
  );
}

function isLabel(text = ''): boolean {
  return text.includes('/S /Lbl\n');
}

interface PdfFile {
  /** The text of each object up to its stream or its end, by number. */
  objects: Map<number, string>;
  at(number: number): number;
  root: number;
  info: number;
  size: number;
  xref: number;
}

/** Undefined when the file's table of objects is not the plain one of PDF 1.4. */
function readFile(pdf: Uint8Array): PdfFile | undefined {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const xref = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(text.slice(-64))?.[1] ?? Number.NaN);
  const table = /^xref\n0 (\d+)\n/.exec(text.slice(xref, xref + 32));
  const trailer = /trailer\n<<\/Size (\d+)\n\/Root (\d+) 0 R\n\/Info (\d+) 0 R>>/.exec(text.slice(-160));
  if (!table || !trailer) return undefined;
  const [size, root, info] = trailer.slice(1).map(Number) as [number, number, number];
  const offsets = new Map<number, number>();
  const objects = new Map<number, string>();
  const start = xref + table[0].length;
  for (let number = 1; number < size; number += 1) {
    const entry = text.slice(start + number * 20, start + number * 20 + 20);
    if (entry[17] !== 'n') continue;
    const offset = Number(entry.slice(0, 10));
    const head = `${number} 0 obj\n`;
    if (!text.startsWith(head, offset)) return undefined;
    const whole = text.slice(offset + head.length, text.indexOf('\nendobj', offset));
    const stream = whole.indexOf(' stream\n');
    objects.set(number, stream === -1 ? whole : whole.slice(0, stream));
    offsets.set(number, offset + head.length);
  }
  return { objects, at: (number) => offsets.get(number)!, root, info, size, xref };
}

async function markStream(pdf: Uint8Array, head: string, at: number): Promise<Buffer> {
  const start = at + head.length + ' stream\n'.length;
  const length = Number(/\/Length (\d+)/.exec(head)![1]);
  const bytes = pdf.subarray(start, start + length);
  // A page with little or nothing on it is not packed.
  const content = Buffer.from(
    head.includes('/FlateDecode') && length > 0 ? await inflateAsync(bytes) : bytes,
  );
  return toStream(
    '/Filter /FlateDecode',
    await deflateAsync(Buffer.from(markArtifacts(content.toString('latin1')), 'latin1')),
  );
}

function toStream(keys: string, bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${keys}\n/Length ${bytes.length}>> stream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
}

function writeMetadata({ title, language }: DocumentNames): string {
  const write = (text: string) =>
    text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`).replace(/\p{Cc}|\p{Cs}/gu, ' ');
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${write(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>${write(language)}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

/** The file with these objects appended, and a table that says where they are. */
function append(pdf: Uint8Array, objects: Map<number, Buffer>, trailer: string): Uint8Array {
  const pieces: Uint8Array[] = [pdf];
  let length = pdf.length;
  const push = (piece: Buffer) => {
    pieces.push(piece);
    length += piece.length;
  };
  const entries: string[] = [];
  for (const [number, body] of [...objects].sort(([a], [b]) => a - b)) {
    entries.push(`${number} 1\n${String(length).padStart(10, '0')} 00000 n \n`);
    push(Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]));
  }
  const xref = length;
  push(Buffer.from(`xref\n${entries.join('')}trailer\n${trailer}\nstartxref\n${xref}\n%%EOF\n`));
  return new Uint8Array(Buffer.concat(pieces));
}
