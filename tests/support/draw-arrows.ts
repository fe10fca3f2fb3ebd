/** The arrows between the folders of the server, as the linter's configuration has them and as the code uses them. */
import type { IAllowedRuleType, IModule } from 'dependency-cruiser';

export interface Arrow {
  from: string;
  to: string;
  why: string;
  /** Does a file of the one import a file of the other? */
  isUsed: boolean;
}

const folder = (path: unknown) => /^\^?server\/([\w-]+)\//.exec(String(path))?.[1];

/** The arrows of the configuration, in its order; those to the ground floor are not among them. */
export function listArrows(modules: readonly IModule[], allowed: readonly IAllowedRuleType[]): Arrow[] {
  const used = new Set(
    modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => `${folder(source)} ${folder(resolved)}`),
    ),
  );
  return allowed.flatMap(({ from, to, comment }) => {
    const [one, other] = [folder(from.path), folder(to.path)];
    if (one === undefined || other === undefined) return [];
    return [{ from: one, to: other, why: comment ?? '', isUsed: used.has(`${one} ${other}`) }];
  });
}

/** The folders of a circle, the first one twice; undefined when there is none. */
export function findCircle(arrows: readonly Pick<Arrow, 'from' | 'to'>[]): string[] | undefined {
  const walk = (path: readonly string[]): string[] | undefined => {
    for (const { from, to } of arrows) {
      if (from !== path.at(-1)) continue;
      if (path.includes(to)) return [...path.slice(path.indexOf(to)), to];
      const found = walk([...path, to]);
      if (found) return found;
    }
    return undefined;
  };
  for (const { from } of arrows) {
    const found = walk([from]);
    if (found) return found;
  }
  return undefined;
}

/** The drawing as Markdown: a picture, and the reason of each arrow. */
export function drawArrows(arrows: readonly Arrow[]): string {
  return [
    '```mermaid',
    'flowchart TD',
    ...arrows.map(({ from, to }) => `  ${from} --> ${to}`),
    '```',
    '',
    '| folder | may import | because |',
    '|---|---|---|',
    ...arrows.map(({ from, to, why }) => `| \`${from}\` | \`${to}\` | ${why} |`),
    '',
  ].join('\n');
}
