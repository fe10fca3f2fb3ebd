/** The order of the questionnaire: the concepts, the conditions, the contacts and what is asked about them, the profile, check and send. */
import type { Instrument } from '../../../survey/instrument.ts';
import { conceptPage } from './concept-page.ts';
import { conditionsPage } from './conditions-page.ts';
import { contactDetailsPage, countContactParts, findOpenPart } from './contact-details-page.ts';
import { contactsPage } from './contacts-page.ts';
import type { Form } from './form.ts';
import type { FormPage } from './form-page.ts';
import { profilePage } from './profile-page.ts';
import { listProgress, sendPage } from './send-page.ts';
import { type FormContent, findContacts, findStored, type Visit } from './visit.ts';

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

/** Where a page stands below the personal link: the details of contacts have a place for each few partners. */
export function placeOf({ part }: Pick<Visit, 'part'>, page: FormPage): string {
  return page === contactDetailsPage && part > 1 ? `${page.path}?part=${part}` : page.path;
}

/** The places before and after this one, with so many partners known. '' is the start page. */
function findNeighbours(visit: Visit, page: FormPage, known: number): { previous: string; next: string } {
  const isDetails = page === contactDetailsPage;
  const parts = Math.max(countContactParts(known), isDetails ? 1 : 0);
  const places = listFormPages(visit.instrument).flatMap((one) =>
    one === contactDetailsPage
      ? Array.from({ length: parts }, (_, index) => placeOf({ part: index + 1 }, one))
      : [one.path],
  );
  const index = places.indexOf(placeOf({ part: Math.min(visit.part, parts) }, page));
  return { previous: places[index - 1] ?? '', next: places[index + 1] ?? 'send' };
}

/** Where the pressed button leads: once back to what was forgotten, a page on or back, or the same page. */
export function findDestination(
  visit: Visit,
  page: FormPage,
  { go, asked }: Form,
  content: FormContent,
): string {
  const place = placeOf(visit, page);
  const isForgetful = go === 'next' && !asked && page.listOpen(visit, content).length > 0;
  if (isForgetful) return `/${place}${place.includes('?') ? '&' : '?'}open#open`;
  const contacts = 'contacts' in content ? content.contacts : findContacts(visit);
  const { previous, next } = findNeighbours(visit, page, Object.keys(contacts).length);
  if (go === 'previous') return previous && `/${previous}`;
  return `/${go === 'next' ? next : place}`;
}

/** Where somebody who comes back goes on: the first page that asks something that is not answered. Needs the other partners. */
export function findUnfinished(visit: Visit): string {
  const concept = listProgress(visit).find(({ open }) => open > 0);
  if (concept) return concept.path;
  const { conditions, contacts } = visit.instrument;
  const hasContacts = findStored(visit, 'contacts') !== undefined;
  // Conditions that were skipped leave no trace of their own; whoever is further on, or sent, saw them.
  const sawConditions = hasContacts || visit.invitation.submittedAt || findStored(visit, 'conditions');
  if (conditions && !sawConditions) return 'conditions';
  if (contacts && !hasContacts) return 'contacts';
  const part = visit.invitation.submittedAt ? undefined : findOpenPart(visit);
  return part === undefined ? 'send' : placeOf({ part }, contactDetailsPage);
}
