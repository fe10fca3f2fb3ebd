/**
 * Behind the link of an owner: how its agreement stands, without an account. Reading changes nothing; what is sent must
 * say whether it is done. A link that ended looks like one that never was.
 */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { LineField } from '../../desk/fields.ts';
import { actAs } from '../../log/act.ts';
import { formatDay, formatDayText } from '../../text/format-date.ts';
import { type Fault, Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { languageBehindLink } from '../../web/language.ts';
import { limitWrongLinks } from '../../web/limit-visitors.ts';
import { openFirst } from '../../web/open-first.ts';
import { sendCalendar } from '../send-calendar.ts';
import { findOpenedAgreement, type OpenedAgreement } from './agreement-links.ts';
import { describeDay } from './describe-day.ts';
import { type StandingInput, standingCharacters, stateAgreement } from './state-agreement.ts';
import { agreementTexts } from './texts.ts';

declare module '../../web/views.ts' {
  interface Views {
    'results/agreements/standing': {
      lead: string;
      agreement: Pick<OpenedAgreement, 'what' | 'who' | 'madeUp'>;
      day: string;
      said: string | undefined;
      done: string | undefined;
      faults: { href: string; sentence: string }[] | undefined;
      action: string;
      calendar: string;
      states: { value: string; label: string; checked: boolean }[];
      standing: string;
      max: number;
    };
  }
}

const schema = { params: Type.Object({ token: Type.String() }) };
const withStanding = { ...schema, body: Type.Object({ state: LineField, standing: LineField }) };

export async function standingRoutes(app: App) {
  const refuseLink = limitWrongLinks(app, 'agreement');

  /** The one access check. Only wrong links count for the limit. */
  const findOpened = openFirst(
    app,
    async (request) =>
      (await findOpenedAgreement(app.db, request.params.token)) ?? (await refuseLink(request)),
  );

  app.get('/agreements/:token', { schema }, (request, reply) =>
    showStanding(reply, request.params.token, findOpened(request)),
  );

  app.get('/agreements/:token/calendar.ics', { schema }, (request, reply) => {
    const opened = findOpened(request);
    const language = languageBehindLink(request, opened.language) ?? opened.language;
    return sendCalendar(reply, describeDay(opened, language), { publicUrl: app.config.publicUrl, language });
  });

  app.post('/agreements/:token', { schema: withStanding }, async (request, reply) => {
    const { token } = request.params;
    const opened = findOpened(request);
    try {
      await stateAgreement(actAs(app, { kind: 'visitor' }), opened, request.body);
    } catch (error) {
      if (!(error instanceof Refusal) || error.statusCode !== 422) throw error;
      const language = languageBehindLink(request, opened.language) ?? opened.language;
      return showStanding(reply.code(422), token, opened, request.body, error.faults(language));
    }
    return reply.redirect(`/agreements/${token}?done=kept`, 303);
  });

  function showStanding(
    reply: FastifyReply,
    token: string,
    opened: OpenedAgreement,
    typed?: StandingInput,
    faults?: readonly Fault[],
  ) {
    const { request } = reply;
    const language = languageBehindLink(request, opened.language) ?? opened.language;
    const t = agreementTexts(language);
    const { doneAt, stoodAt, standing, byWhen, network, round } = opened;
    // Before anything was said nothing is chosen: programs that open mail press buttons.
    const state = typed?.state ?? (doneAt ? 'done' : stoodAt ? 'open' : '');
    const day = stoodAt && formatDay(stoodAt, language);
    return reply.view('results/agreements/standing', {
      language,
      title: t('agreements.standing.title'),
      lead: t('agreements.standing.lead', { network, round }),
      agreement: opened,
      day: formatDayText(byWhen, language),
      said: day ? t('agreements.standing.said', { day }) : undefined,
      done:
        (request.query as { done?: unknown }).done === 'kept' && !faults
          ? t('agreements.standing.kept')
          : undefined,
      faults: faults?.map(({ where, sentence }) => ({ href: `#${where}`, sentence })),
      action: `/agreements/${token}`,
      calendar: `/agreements/${token}/calendar.ics`,
      states: (['open', 'done'] as const).map((value) => ({
        value,
        label: t(`agreements.standing.states.${value}`),
        checked: value === state,
      })),
      standing: typed?.standing ?? standing,
      max: standingCharacters,
    });
  }
}
