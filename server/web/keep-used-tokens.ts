/**
 * Of a theme that was made for every component there is, only the tokens that our pages use go to the browser:
 * a phone that answers a questionnaire does not load 200 KB of tokens. Everything that is no token stays.
 */

/** A declaration of a custom property; its value may hold a string or an address with a semicolon in it. */
const declaration = /(--[\w-]+)\s*:((?:"[^"]*"|'[^']*'|url\([^)]*\)|[^;{}"'])*);*/g;
const use = /var\(\s*(--[\w-]+)/g;

/** The theme without the tokens that neither the styles nor other kept tokens name. */
export function keepUsedTokens(theme: string, styles: string): string {
  const values = new Map<string, string>();
  for (const [, name, value] of theme.matchAll(declaration))
    values.set(name!, `${values.get(name!) ?? ''} ${value}`);

  const used = new Set<string>();
  const open = [styles];
  for (let text = open.pop(); text !== undefined; text = open.pop())
    for (const [, name] of text.matchAll(use)) {
      if (used.has(name!)) continue;
      used.add(name!);
      open.push(values.get(name!) ?? '');
    }
  return theme
    .replace(declaration, (whole, name: string) => (used.has(name) ? whole : ''))
    .replace(/^\s*(\/\*[^*]*\*\/)?\s*\n/gm, '');
}
