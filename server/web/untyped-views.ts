/**
 * Templates whose type is still to be declared: the check of views passes them by and Handlebars is lenient with them.
 * Who declares the type of one takes it off the list. When the list is empty, this file goes.
 */

const untypedViews = [
  // accounts
  'accounts/sign-in/first',
  'accounts/sign-in/kept-form',
  'accounts/sign-in/link',
  'accounts/sign-in/provider-return',
  'accounts/sign-in/sign-in',
  // mail
  'mail/unsubscribe',
  // privacy
  'privacy/person-data/own-data',
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
  'accounts/account',
  'accounts/account-form',
  'accounts/accounts',
  'accounts/own-account',
  // job-list
  'job-list/jobs',
  // mail
  'mail/outbox/mail',
  'mail/outbox/mail-preview',
  'mail/outbox/mails',
  // partners
  'partners/import/import',
  'partners/import/import-preview',
  'partners/merge/partner-doubles',
  'partners/merge/partner-merge',
  'partners/partner',
  'partners/partner-new',
  'partners/partners',
  'partners/people/person',
  'partners/people/person-new',
  // privacy
  'privacy/person-data/privacy-erasure',
  'privacy/person-data/privacy-person',
  'privacy/person-data/privacy-withdrawal',
  'privacy/privacy',
  // results
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
