/**
 * Templates whose type is still to be declared: the check of views passes them by and Handlebars is lenient with them.
 * Who declares the type of one takes it off the list. When the list is empty, this file goes.
 */

const untypedViews = [
  // accounts
  // mail
  // privacy
  // questionnaire
  'questionnaire/pages/concept',
  'questionnaire/pages/conditions',
  'questionnaire/pages/conflict',
  'questionnaire/pages/contact-details',
  'questionnaire/pages/contacts',
  'questionnaire/pages/copy',
  'questionnaire/pages/profile',
  'questionnaire/pages/send',
  'questionnaire/pages/start',
  'questionnaire/pages/thanks',
  // results
  'results/shares/overview',
] as const;

const untypedDeskViews = [
  // accounts
  // job-list
  // mail
  // privacy
  // results
  'results/agreements/agreement-form',
  'results/agreements/agreement-removal',
  'results/agreements/agreements',
  'results/agreements/recommendation-form',
  'results/agreements/recommendations',
  'results/comparisons/comparison-agreement',
  'results/mirrors/mirrors',
  'results/research/results-data',
  'results/results',
  'results/results-round',
  'results/shares/share',
  // rounds
  'rounds/invitations/invitation-link',
  'rounds/invitations/invitation-revocation',
  'rounds/invitations/invitations',
  'rounds/letters/letters',
  'rounds/round',
  'rounds/round-check',
  'rounds/round-closure',
  'rounds/round-form',
  'rounds/round-removal',
  'rounds/rounds',
  // social-map
  'social-map/profile',
  'social-map/social-map',
] as const;

const untypedParts = [
  // questionnaire
  'questionnaire/pages/form',
  'questionnaire/pages/privacy',
  'questionnaire/pages/questions',
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
