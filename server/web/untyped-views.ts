/**
 * Templates whose type is still to be declared: the check of views skips them and Handlebars is lenient with them.
 * Whoever declares the type of one removes it from the list. When the list is empty, delete this file.
 */

const untypedViews = [
  // accounts
  // mail
  // privacy
  // questionnaire
  // results
] as const;

const untypedDeskViews = [
  // accounts
  // job-list
  // mail
  // privacy
  // results
  // rounds
  // social-map
] as const;

const untypedParts = [
  // questionnaire
] as const;

// biome-ignore lint/suspicious/noExplicitAny: nobody has said yet what these are given.
export type Untyped = Record<string, any>;
export type UntypedView = (typeof untypedViews)[number];
export type UntypedDeskView = (typeof untypedDeskViews)[number];
export type UntypedPart = (typeof untypedParts)[number];

export const untypedTemplates: ReadonlySet<string> = new Set([
  ...untypedViews,
  ...untypedDeskViews,
  ...untypedParts,
]);
