/** A field as a page shows it again; what is no text or number (JSON may hold anything) is not shown. */
export function readField(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
