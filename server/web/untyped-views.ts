/**
 * Templates whose type is still to be declared: the check of views passes them by and Handlebars is lenient with them.
 * Who declares the type of one takes it off the list. When the list is empty, this file goes.
 */

const untypedViews = [
  // accounts
  // mail
  'mail/unsubscribe',
  // privacy
  'person-data/own-data',
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
] as const;

const untypedDeskViews = [
  // accounts
  // job-list
  // mail
  'mail/outbox/mail',
  'mail/outbox/mail-preview',
  'mail/outbox/mails',
  // privacy
  'person-data/erasure',
  'person-data/register',
  'person-data/withdrawal',
  'privacy/privacy',
  // results
  // rounds
  // social-map
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
