/**
 * The building blocks of pages: every template of this folder is a partial by its file name, described in
 * README.md. The helpers here are only for them and decide looks, never meaning.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type handlebars from 'handlebars';
import type { Fault } from '../../text/refusal.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The partials by name, with their files from `server/` on. */
export const partFiles: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => [file.slice(0, -'.hbs'.length), `web/parts/${file}`]),
);

const buttonClasses: Record<string, string> = {
  primary: 'utrecht-button--primary-action',
  secondary: 'utrecht-button--secondary-action',
  danger: 'utrecht-button--secondary-action utrecht-button--danger',
  'primary-danger': 'utrecht-button--primary-action utrecht-button--danger',
  subtle: 'utrecht-button--subtle',
};
const noticeIcons: Record<string, string> = { ok: 'ok', warning: 'warning', error: 'wrong' };
const badgeClasses: Record<string, string> = {
  // What we call it, and the classes of a facet.
  strong: 'utrecht-status-badge--safe',
  weak: 'utrecht-status-badge--danger',
  unequal: 'utrecht-status-badge--danger',
  ok: 'utrecht-status-badge--safe',
  warning: 'utrecht-status-badge--warning',
  wrong: 'utrecht-status-badge--danger',
};

interface Field extends Record<string, unknown> {
  name: string;
  type?: string;
  hint?: string;
  options?: unknown[];
}

/** Makes the helpers of the building blocks known to the engine. */
export function registerParts(engine: typeof handlebars): void {
  engine.registerHelper('is', (left: unknown, right: unknown) => left === right);
  engine.registerHelper('buttonClass', (kind = 'secondary') => buttonClasses[kind]);
  engine.registerHelper('noticeIcon', (kind: string) => noticeIcons[kind] ?? 'info');
  engine.registerHelper(
    'badgeClass',
    (kind: string) => badgeClasses[kind] ?? 'utrecht-status-badge--neutral',
  );
  engine.registerHelper('chosen', (option: unknown, value: unknown) =>
    (Array.isArray(value) ? value : [value]).some((one) => String(one ?? '') === String(option)),
  );
  engine.registerHelper('fieldOf', (field: Field, { data }: handlebars.HelperOptions) =>
    describeField(field, (data.root as { problems?: Fault[] }).problems ?? []),
  );
}

/** The field with its own problem, and with what kind of field it is. */
function describeField(field: Field, problems: readonly Fault[]) {
  const { name, type = 'text', hint, options } = field;
  const problem = problems
    .filter(({ where }) => where === name)
    .map(({ sentence }) => sentence)
    .join(' ');
  const notes = [hint && `field-${name}-hint`, problem && `field-${name}-problem`].filter(Boolean);
  return {
    ...field,
    type,
    problem,
    describedBy: notes.join(' '),
    isGroup: type === 'radio' || (type === 'checkbox' && options !== undefined),
    isRadio: type === 'radio',
    isTick: type === 'checkbox' && options === undefined,
    isText: type === 'textarea',
    isChoice: type === 'select',
    isFile: type === 'file',
  };
}
