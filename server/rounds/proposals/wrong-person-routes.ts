/**
 * 'I am not the right person', behind a personal link. The page shows nothing of the person who was asked or of what was
 * told before: the link may have been handed over. Nothing is chosen at first, for programs that open mail press buttons.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Language } from '../../../survey/texts.ts';
import { LineField } from '../../desk/fields.ts';
import { actAs } from '../../log/act.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { describeVisitorForm, type VisitorForm } from '../describe-visitor-form.ts';
import { roundTexts } from '../texts.ts';
import { proposeContact, type TypedProposal } from './propose-contact.ts';

declare module '../../web/views.ts' {
  interface Views {
    'rounds/proposals/wrong-person': VisitorForm & {
      partner: string;
      sender: string;
      base: string;
      /** It was told. */
      isDone: boolean;
      choices: { value: string; label: string; checked: boolean }[];
      name: string;
      email: string;
    };
  }
}

interface Opened {
  invitation: { id: string; partner: string; sender: string; closedAt: Date | null };
  language: Language;
  base: string;
}
type OpenLink = (request: FastifyRequest<{ Params: { token: string } }>) => Promise<Opened>;

const params = Type.Object({ token: Type.String() });
const body = Type.Object({ who: LineField, name: LineField, email: LineField });
const blank: TypedProposal = { who: '', name: '', email: '' };

/** With the opener of the questionnaire, so that wrong links count together. */
export function addWrongPersonRoutes(app: App, openLink: OpenLink): void {
  app.get('/invitations/:token/wrong-person', { schema: { params } }, async (request, reply) => {
    const isDone = (request.query as { done?: unknown }).done === 'told';
    return show(reply, await openLink(request), { isDone });
  });

  app.post('/invitations/:token/wrong-person', { schema: { params, body } }, async (request, reply) => {
    const opened = await openLink(request);
    const { invitation, base } = opened;
    if (invitation.closedAt) return reply.redirect(base, 303);
    try {
      await proposeContact(actAs(app, { kind: 'visitor' }), invitation.id, request.body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(reply, opened, { typed: request.body, refusal: error });
    }
    return reply.redirect(`${base}/wrong-person?done=told`, 303);
  });

  function show(
    reply: FastifyReply,
    { invitation, language, base }: Opened,
    {
      isDone = false,
      typed = blank,
      refusal,
    }: { isDone?: boolean; typed?: TypedProposal; refusal?: Refusal },
  ) {
    const t = roundTexts(language);
    return reply.view('rounds/proposals/wrong-person', {
      ...describeVisitorForm(reply, language, t('rounds.wrongPerson.title'), refusal),
      partner: invitation.partner,
      sender: invitation.sender,
      base,
      isDone,
      choices: (['colleague', 'nobody'] as const).map((value) => ({
        value,
        label: t(`rounds.wrongPerson.choices.${value}`),
        checked: typed.who === value,
      })),
      name: typed.name,
      email: typed.email,
    });
  }
}
