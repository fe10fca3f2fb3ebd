/** The words of a rendered page, as a reader finds them: without tags, scripts and styles. */
export function readWords(html: string): string {
  return html
    .replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(lt|gt|quot|amp|#x27|#x60|#x3D);/g, (_entity, name: string) => entities[name]!)
    .replace(/\s+/g, ' ')
    .trim();
}

const entities: Record<string, string> = {
  lt: '<',
  gt: '>',
  quot: '"',
  amp: '&',
  '#x27': "'",
  '#x60': '`',
  '#x3D': '=',
};
