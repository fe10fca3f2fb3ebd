/** What a screen reader finds in a tagged PDF: its structure, what has no mark, and what it says of itself. */
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface Tag {
  role: string;
  alt?: string;
  children: Tag[];
}

export interface ReadTags {
  /** All tags with something in them, page by page, in the order of reading, parents before children. */
  tags: Tag[];
  /** Operations that paint outside every tag and artifact, as page and name. */
  unmarked: string[];
  /** Painted text that is called decoration: the foot of the page. */
  artifacts: string;
  /** The metadata (XMP) as XML. */
  metadata: string;
}

interface Node {
  /** A tag has a role, what is painted has a type. */
  role?: string;
  type?: string;
  alt?: string;
  children?: Node[];
}

const paints = new Map<number, string>([
  [OPS.showText, 'text'],
  [OPS.constructPath, 'path'],
  [OPS.shadingFill, 'shading'],
  [OPS.paintImageXObject, 'bitmap'],
  [OPS.paintFormXObjectBegin, 'form'],
]);

export async function readTags(pdf: Uint8Array): Promise<ReadTags> {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
  const tags: Tag[] = [];
  const unmarked: string[] = [];
  let artifacts = '';
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const root = (await page.getStructTree()) as Node | null;
    if (root) tags.push(...listTags(toTag(root)));
    const { fnArray, argsArray } = await page.getOperatorList();
    const marks: boolean[] = [];
    for (const [i, operation] of fnArray.entries()) {
      if (operation === OPS.beginMarkedContent || operation === OPS.beginMarkedContentProps)
        marks.push(operation === OPS.beginMarkedContent);
      if (operation === OPS.endMarkedContent) marks.pop();
      const name = paints.get(operation);
      if (name && marks.length === 0) unmarked.push(`${number} ${name}`);
      if (name === 'text' && marks.length === 1 && marks[0])
        artifacts += (argsArray[i][0] as { unicode?: string }[]).map(({ unicode = '' }) => unicode).join('');
    }
  }
  const { metadata } = await document.getMetadata();
  await document.destroy();
  return { tags, unmarked, artifacts, metadata: metadata?.getRaw() ?? '' };
}

function toTag({ role = '', alt, children = [] }: Node): Tag {
  const nested = children.filter((child) => child.role !== undefined && hasContent(child)).map(toTag);
  return { role, ...(alt !== undefined && { alt }), children: nested };
}

/** Of a list that goes on over the page, pdf.js gives the items of the other page too, empty. */
function hasContent({ type, children = [] }: Node): boolean {
  return type !== undefined || children.some(hasContent);
}

function listTags(tag: Tag): Tag[] {
  return [tag, ...tag.children.flatMap(listTags)];
}
