/** The order of the questionnaire: the concepts, the conditions, the contacts in two pages, the profile, check and send. */
import type { Instrument } from '../../../survey/instrument.ts';
import { conceptPage } from './concept-page.ts';
import { conditionsPage } from './conditions-page.ts';
import { contactDetailsPage, contactsPage } from './contacts-pages.ts';
import type { Form } from './form.ts';
import type { FormPage } from './form-page.ts';
import { profilePage } from './profile-page.ts';
import { listProgress, sendPage } from './send-page.ts';
import { type FormContent, findStored, type Visit } from './visit.ts';

/** Every page with a form: what this instrument asks, and the profile, which is no part of any instrument. */
export function listFormPages(instrument: Instrument): FormPage[] {
  const contacts = instrument.contacts ? [contactsPage, contactDetailsPage] : [];
  const conditions = instrument.conditions ? [conditionsPage(instrument.conditions)] : [];
  return [...instrument.concepts.map(conceptPage), ...conditions, ...contacts, profilePage, sendPage];
}

/** How far the progress bar is on this page. */
export function findStep(instrument: Instrument, page: FormPage): { step: number; steps: number } {
  const steps = [...new Set(listFormPages(instrument).map(({ step }) => step))];
  return { step: steps.indexOf(page.step) + 1, steps: steps.length };
}

/** The paths before and after a page; the details are skipped when no partner is known. '' is the start page. */
function findNeighbours(
  instrument: Instrument,
  page: FormPage,
  contacts: FormContent | undefined,
): { previous: string; next: string } {
  const knowsSome = contacts && 'contacts' in contacts && Object.keys(contacts.contacts).length > 0;
  const paths = listFormPages(instrument)
    .map(({ path }) => path)
    .filter((path) => path === page.path || path !== contactDetailsPage.path || knowsSome);
  const index = paths.indexOf(page.path);
  return { previous: paths[index - 1] ?? '', next: paths[index + 1] ?? 'send' };
}

/** Where the pressed button leads: once back to what was forgotten, a page on or back, or the same page. */
export function findDestination(
  visit: Visit,
  page: FormPage,
  { go, asked }: Form,
  content: FormContent,
): string {
  const isForgetful = go === 'next' && !asked && page.listOpen(visit, content).length > 0;
  if (isForgetful) return `/${page.path}?open#open`;
  const contacts = page.stored === 'contacts' ? content : findStored(visit, 'contacts')?.content;
  const { previous, next } = findNeighbours(visit.instrument, page, contacts);
  if (go === 'previous') return previous && `/${previous}`;
  return `/${go === 'next' ? next : page.path}`;
}

/** Where somebody who comes back goes on: the first page that asks something that is not answered. */
export function findUnfinished(visit: Visit): string {
  const concept = listProgress(visit).find(({ open }) => open > 0);
  if (concept) return concept.path;
  const { conditions, contacts } = visit.instrument;
  const hasContacts = findStored(visit, 'contacts') !== undefined;
  // Conditions that were skipped leave no trace of their own; whoever is further on, or sent, saw them.
  const sawConditions = hasContacts || visit.invitation.submittedAt || findStored(visit, 'conditions');
  if (conditions && !sawConditions) return 'conditions';
  return contacts && !hasContacts ? 'contacts' : 'send';
}
