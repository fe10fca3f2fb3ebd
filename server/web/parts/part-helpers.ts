/** The helpers of the building blocks of pages. They are only for them and decide looks, never meaning. */
import type handlebars from 'handlebars';
import type { Frame, PageProblem } from '../frame.ts';
import type { ButtonKind, Field, NoticeKind } from './parts.ts';

const buttonClasses: Record<ButtonKind, string> = {
  primary: 'utrecht-button--primary-action',
  secondary: 'utrecht-button--secondary-action',
  danger: 'utrecht-button--secondary-action utrecht-button--danger',
  'primary-danger': 'utrecht-button--primary-action utrecht-button--danger',
  subtle: 'utrecht-button--subtle',
};
const noticeIcons = { info: 'info', ok: 'ok', warning: 'warning', error: 'wrong' } as const;
const badgeClasses: Record<string, string> = {
  // What we call it, and the classes of a facet.
  strong: 'utrecht-status-badge--safe',
  weak: 'utrecht-status-badge--danger',
  unequal: 'utrecht-status-badge--danger',
  ok: 'utrecht-status-badge--safe',
  warning: 'utrecht-status-badge--warning',
  wrong: 'utrecht-status-badge--danger',
};

export const partHelpers = {
  is: (left: unknown, right: unknown) => left === right,
  buttonClass: (kind: ButtonKind = 'secondary') => buttonClasses[kind],
  noticeIcon: (kind: NoticeKind = 'info') => noticeIcons[kind],
  badgeClass: (kind: string) => badgeClasses[kind] ?? 'utrecht-status-badge--neutral',
  chosen: (option: unknown, value: unknown) =>
    (Array.isArray(value) ? value : [value]).some((one) => String(one ?? '') === String(option)),
  fieldOf: (field: Field, { data }: handlebars.HelperOptions) =>
    describeField(field, (data.root as Frame).problems ?? []),
};

/** As a template calls them. */
export type PartHelpers = Omit<typeof partHelpers, 'fieldOf'> & {
  fieldOf(field: Field): ReturnType<typeof describeField>;
};

/** The field with its own problem, and with what kind of field it is. */
function describeField(field: Field, problems: readonly PageProblem[]) {
  const { name, type = 'text', hint, options, value } = field;
  const problem = problems
    .filter(({ where }) => where === name)
    .map(({ sentence }) => sentence)
    .join(' ');
  const notes = [hint && `field-${name}-hint`, problem && `field-${name}-problem`].filter(Boolean);
  return {
    ...field,
    type,
    typed: String(value ?? ''),
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
