/** The form of a round: what is in it at first, what a round that is stored has in it, and what was typed. */
import { Type } from 'typebox';
import { type Language, languages } from '../../survey/texts.ts';
import type { Repeats, RoundPlan } from '../database/schema.ts';
import { addDays, dutchDay } from '../text/days.ts';
import { toEarlierWorkingDay, toWorkingDay } from '../text/working-days.ts';
import type { PlanInput } from './check-plan.ts';
import { maxReminders } from './reminders/reminder-days.ts';
import type { Round } from './rounds.ts';
import { roundTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'rounds/round-form': ReturnType<typeof describePlanForm> & {
      action: string;
      back: string;
      isNew: boolean;
      /** All of the plan can be changed. */
      isPlanned: boolean;
      /** Of a round that is stored: the one that was seen. */
      revision: string | undefined;
      remindersSent: string | undefined;
      peopleAdvice: string | undefined;
      /** What somebody else stored meanwhile. */
      stored:
        | Record<
            'name' | 'sender' | 'replyTo' | 'message' | 'days' | 'opens' | 'closes' | 'repeatText',
            string
          >
        | undefined;
    };
  }
}

const Text = Type.String({ default: '', maxLength: 5000 });

const reminderFields = Array.from({ length: maxReminders }, (_, index) => `reminder${index + 1}`);

/** A form that lacks a field or has strange words in it says nothing there; the checks tell what is missing. */
export const PlanForm = Type.Object({
  name: Text,
  sender: Text,
  replyTo: Text,
  language: Text,
  opening: Text,
  opensOn: Text,
  closesOn: Text,
  repeats: Text,
  message: Text,
  reminder1: Text,
  reminder2: Text,
  reminder3: Text,
  reminder4: Text,
  reminder5: Text,
});
export type PlanFields = Record<keyof typeof PlanForm.properties, string>;

/** The fields of the form out of what was sent, and nothing else. */
export function pickPlan(body: PlanFields): PlanFields {
  const names = Object.keys(PlanForm.properties) as (keyof PlanFields)[];
  return Object.fromEntries(names.map((name) => [name, body[name]])) as PlanFields;
}

/**
 * What often works well: open now, four weeks, reminders after one and two weeks and two days before the end; on working
 * days, when somebody is there to help. Or as long and with the reminders and words that `plan` has.
 */
export function suggestPlan({
  sender,
  replyTo = '',
  language,
  taken,
  plan,
  today = dutchDay(new Date()),
}: {
  sender: string;
  replyTo?: string;
  language: Language;
  taken: readonly string[];
  plan?: RoundPlan | undefined;
  today?: string;
}): PlanFields {
  const closesOn = toWorkingDay(addDays(today, plan?.days ?? 28));
  const year = today.slice(0, 4);
  return {
    name: taken.includes(year) ? '' : year,
    sender,
    replyTo,
    language,
    opening: 'now',
    opensOn: '',
    closesOn,
    repeats: plan?.repeats ?? 'once',
    message: plan?.message ?? '',
    ...fillReminders(
      plan
        ? placeReminders(plan, today, closesOn)
        : [
            toWorkingDay(addDays(today, 7)),
            toWorkingDay(addDays(today, 14)),
            toEarlierWorkingDay(addDays(closesOn, -2)),
          ],
    ),
  };
}

/** On working days within the round, each once. */
function placeReminders({ reminders }: RoundPlan, today: string, closesOn: string): string[] {
  const days = reminders.map((after) => toWorkingDay(addDays(today, after)));
  return [...new Set(days)].filter((day) => day > today && day <= closesOn).slice(0, maxReminders);
}

/** The fields of a round that is stored; `days` are its reminders. */
export function describePlan(round: Round, days: readonly string[]): PlanFields {
  return {
    name: round.name,
    sender: round.sender,
    replyTo: round.replyTo,
    language: round.language,
    opening: 'day',
    opensOn: dutchDay(round.opensAt),
    closesOn: dutchDay(round.closesAt),
    repeats: round.repeats,
    message: round.message,
    ...fillReminders(days),
  };
}

/** What the form asks for. */
export function readPlan(fields: PlanFields): PlanInput {
  return {
    name: fields.name,
    sender: fields.sender,
    replyTo: fields.replyTo,
    language: fields.language === 'en' ? 'en' : 'nl',
    opens: fields.opening === 'now' ? 'now' : fields.opensOn,
    closesOn: fields.closesOn,
    repeats: (['yearly', 'half-yearly'].includes(fields.repeats) ? fields.repeats : 'once') as Repeats,
    reminders: reminderFields.map((name) => fields[name as keyof PlanFields].trim()),
    message: fields.message,
  };
}

/** The choices and labels of the form's template. */
export function describePlanForm(fields: PlanFields, language: Language) {
  const t = roundTexts(language);
  return {
    values: fields,
    languages: languages.map((value) => ({ value, label: t(`rounds.form.languages.${value}`) })),
    repeats: (['once', 'yearly', 'half-yearly'] as const).map((value) => ({
      value,
      label: t(`rounds.form.repeat.${value}`),
    })),
    openings: [
      { value: 'now', label: t('rounds.form.openings.now'), hint: t('rounds.form.nowHint') },
      { value: 'day', label: t('rounds.form.openings.day') },
    ],
    reminderFields: reminderFields.map((name, index) => ({
      name,
      label: t('rounds.form.reminder', { number: index + 1 }),
      value: fields[name as keyof PlanFields],
    })),
  };
}

function fillReminders(days: readonly string[]) {
  return Object.fromEntries(reminderFields.map((name, index) => [name, days[index] ?? ''])) as Record<
    'reminder1' | 'reminder2' | 'reminder3' | 'reminder4' | 'reminder5',
    string
  >;
}
