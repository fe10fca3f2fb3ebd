/**
 * What a person may ask of the coordinator: to see what is stored, to take back consents, to be erased. The desk shows
 * the register; answers reach the person alone (`own-data-routes.ts`).
 */
import type { FastifyReply } from 'fastify';
import type { DeskRule } from '../desk/desk.ts';
import { personParams } from '../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../desk/submit-form.ts';
import { networkCrumbs } from '../networks/network-frame.ts';
import { findSamePeople } from '../partners/people/same-person.ts';
import { notFound } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { describeRegister } from './describe-register.ts';
import { erasePerson } from './erasure/erase-person.ts';
import { mailDataLink } from './mail-data-link.ts';
import { findPersonRegister } from './person-data.ts';
import { personDataDone } from './person-data-done.ts';
import { personDataTexts } from './texts.ts';
import { withdrawConsents } from './withdraw-consents.ts';

/** What is asked before something that can't be undone. */
interface Question {
  action: string;
  back: string;
  name: string;
}

declare module '../web/views.ts' {
  interface DeskViews {
    'person-data/withdrawal': Question;
    'person-data/erasure': Question & {
      /** The same person in other networks, which are erased apart. */
      elsewhere: readonly { href: string; label: string }[];
    };
  }
}

const schema = { params: personParams };
const read = { config: { desk: { thing: 'network', verb: 'read' } as DeskRule }, schema };
const change = { config: { desk: { thing: 'network', verb: 'change' } as DeskRule }, schema };

export async function deskPersonDataRoutes(app: App) {
  app.get('/people/:person/data', read, (request, reply) => showRegister(reply, request.params.person, {}));

  app.post('/people/:person/data-link', change, (request, reply) => {
    const { person } = request.params;
    return submitForm(
      reply,
      async () => {
        await mailDataLink(request.acting, person);
        return personDataDone.after(`/desk/people/${person}/data`, 'linkSent');
      },
      (refused) => showRegister(reply, person, refused),
    );
  });

  app.get('/people/:person/consents-withdrawal', read, (request, reply) =>
    askFirst(reply, request.params.person, 'withdrawal'),
  );
  app.post('/people/:person/consents-withdrawal', change, async (request, reply) => {
    const { person } = request.params;
    await withdrawConsents(request.acting, person);
    return reply.redirect(personDataDone.after(`/desk/people/${person}/data`, 'withdrawn'), 303);
  });

  app.get('/people/:person/erasure', read, (request, reply) =>
    askFirst(reply, request.params.person, 'erasure'),
  );
  app.post('/people/:person/erasure', change, async (request, reply) => {
    const { person } = request.params;
    await erasePerson(request.acting, person);
    return reply.redirect(personDataDone.after(`/desk/people/${person}/data`, 'erased'), 303);
  });

  async function showRegister(reply: FastifyReply, id: string, { problems }: Partial<Refused>) {
    const { request } = reply;
    const language = readerLanguage(request);
    const register = await findPersonRegister(app.db, id);
    const shown = describeRegister(register, language);
    const { network, partner } = register;
    return reply.desk('person-data/register', {
      crumbs: networkCrumbs(request, { network, partners: true, partner }),
      problems,
      done: personDataDone.read(request),
      ...shown,
      actions: {
        dataLink: `/desk/people/${id}/data-link`,
        withdrawal: `/desk/people/${id}/consents-withdrawal`,
        erasure: `/desk/people/${id}/erasure`,
      },
    });
  }

  /** What can't be undone is asked on a page of its own. */
  async function askFirst(reply: FastifyReply, id: string, what: 'withdrawal' | 'erasure') {
    const { request } = reply;
    const t = personDataTexts(readerLanguage(request));
    const { name, email, partner, network, erasedAt } = await findPersonRegister(app.db, id);
    if (erasedAt) throw notFound();
    const same = await findSamePeople(app.db, { name, email, partner, network }, request.session);
    return reply.desk(`person-data/${what}`, {
      title: t(`personData.${what}.title`),
      crumbs: networkCrumbs(request, { network, partners: true, partner }),
      action: `/desk/people/${id}/${what === 'erasure' ? 'erasure' : 'consents-withdrawal'}`,
      back: `/desk/people/${id}/data`,
      elsewhere: same.map((other) => ({
        href: `/desk/people/${other.id}/data`,
        label: `${other.network.name}, ${other.partner}`,
      })),
      name: name || t('personData.withdrawal.whoNobody'),
    });
  }
}
