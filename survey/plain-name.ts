/**
 * Names as people read them on pages and in documents. In Dutch the versions of the questionnaire, which are frozen,
 * call the fourth concept by the term of its source, and that reads as fame.
 */
const plainNames: Readonly<Record<string, string>> = {
  'Kennis, ervaring en naamsbekendheid': 'Kennis, ervaring en goede naam',
};

/** The plain words for this name, where there are some. */
export function findPlainName(name: string): string {
  return Object.hasOwn(plainNames, name) ? plainNames[name]! : name;
}
