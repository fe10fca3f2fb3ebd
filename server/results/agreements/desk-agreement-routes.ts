/**
 * What partners agreed on after a round at the desk: the list by facet, and recording, changing, marking and removing
 * one.
 */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { isWithheld } from '../../../scoring/figure.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { networkParams, readQuery } from '../../desk/fields.ts';
import { readerLanguage } from '../../desk/submit-form.ts';
import { networkCrumbs } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import { listRounds, type Round } from '../../rounds/rounds.ts';
import { showScores } from '../../rounds/scores/scores.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import type { App } from '../../web/fastify.ts';
import type { ConflictRow, FieldOption } from '../../web/parts/parts.ts';
import { sendCalendar } from '../send-calendar.ts';
import { findAgreement, listAgreements } from './agreements.ts';
import { changeAgreement } from './change-agreement.ts';
import type { AgreementInput } from './check-agreement.ts';
import { describeAgreementsByFacet } from './describe-agreements.ts';
import { describeDay } from './describe-day.ts';
import { listFacetChoices } from './describe-facets.ts';
import { addEntryRoutes, agreementDone, findListPlace, readRule } from './entry-routes.ts';
import { makeAgreement } from './make-agreement.ts';
import { markAgreement } from './mark-agreement.ts';
import { listOwners } from './owners.ts';
import { removeAgreement } from './remove-agreement.ts';
import { agreementTexts } from './texts.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/agreements/agreements': {
      done: string | undefined;
      newHref: string;
      roundsHref: string;
      /** There is a closed round. */
      canAdd: boolean;
      counts: string;
      late: string | undefined;
      facets: ReturnType<typeof describeAgreementsByFacet>;
    };
    'results/agreements/agreement-form': {
      action: string;
      back: string;
      removal: string | undefined;
      revision: string | undefined;
      roundsHref: string;
      hasRound: boolean;
      isOneRound: boolean;
      rounds: FieldOption[];
      facets: FieldOption[];
      owners: FieldOption[];
      values: AgreementInput;
      conflict: ConflictRow[] | undefined;
    };
    'results/agreements/agreement-removal': {
      agreement: { what: string; who: string };
      action: string;
      back: string;
    };
  }
}

export async function deskAgreementRoutes(app: App) {
  app.get(
    '/agreements/:agreement/calendar.ics',
    { config: { desk: readRule }, schema: { params: Type.Object({ agreement: Type.String() }) } },
    async (request, reply) => {
      const agreement = await findAgreement(app.db, request.params.agreement);
      const { name } = await findNetwork(app.db, agreement.network.id);
      const language = readerLanguage(request);
      return sendCalendar(reply, describeDay({ ...agreement, network: name }, language), {
        publicUrl: app.config.publicUrl,
        language,
      });
    },
  );

  app.get(
    '/networks/:network/agreements',
    { config: { desk: readRule }, schema: { params: networkParams } },
    async (request, reply) => {
      const language = readerLanguage(request);
      const t = agreementTexts(language);
      const network = await findNetwork(app.db, request.params.network);
      const agreements = await listAgreements(app.db, network.id);
      const closed = await listClosed(network.id);
      const late = agreements.filter(({ state }) => state === 'late').length;
      return reply.desk('results/agreements/agreements', {
        title: t('agreements.title'),
        crumbs: networkCrumbs(request, { network }),
        done: agreementDone.read(request),
        newHref: `/desk/networks/${network.id}/agreements/new`,
        roundsHref: `/desk/networks/${network.id}/rounds`,
        canAdd: closed.length > 0,
        counts: t('agreements.counts', {
          done: agreements.filter(({ state }) => state === 'done').length,
          count: agreements.length,
        }),
        late: late > 0 ? t('agreements.late', { count: late }) : undefined,
        facets: describeAgreementsByFacet(agreements, closed[0], language),
      });
    },
  );

  app.get(
    '/agreements/:agreement/removal',
    { config: { desk: readRule }, schema: { params: Type.Object({ agreement: Type.String() }) } },
    async (request, reply) => {
      const { id, network, what, who } = await findAgreement(app.db, request.params.agreement);
      const { list, crumbs } = await findListPlace(app, request, network.id, 'agreements');
      return reply.desk('results/agreements/agreement-removal', {
        title: agreementTexts(readerLanguage(request))('agreements.removal.title'),
        crumbs,
        agreement: { what, who },
        action: `/desk/agreements/${id}/removal`,
        back: list,
      });
    },
  );

  addEntryRoutes<keyof AgreementInput>(app, {
    list: 'agreements',
    one: 'agreement',
    fields: ['round', 'facet', 'what', 'owner', 'who', 'byWhen', 'note'],
    // A link from the discussion sheets or from what people chose fills in what it knows.
    suggest: (request) => ({
      round: readQuery(request, 'round'),
      facet: readQuery(request, 'facet'),
      what: readQuery(request, 'what').slice(0, 300),
      byWhen: readQuery(request, 'byWhen').slice(0, 10),
    }),
    async find(id) {
      const { network, revision, round, owner, facet, what, who, byWhen, note } = await findAgreement(
        app.db,
        id,
      );
      return {
        network,
        revision,
        input: {
          round: round.id,
          facet,
          what,
          owner: owner?.id ?? '',
          // The form says it once: the owner's own name comes of itself.
          who: who === owner?.name ? '' : who,
          byWhen,
          note,
        },
      };
    },
    make: makeAgreement,
    change: changeAgreement,
    done: { made: 'made', changed: 'changed' },
    buttons: {
      completion: { done: 'completed', press: (acting, id) => markAgreement(acting, id, true) },
      reopening: { done: 'reopened', press: (acting, id) => markAgreement(acting, id, false) },
      removal: { done: 'removed', press: removeAgreement },
    },
    async show(reply, { networkId, crumbs, action, back, problems, values, stored, compare }) {
      const t = agreementTexts(readerLanguage(reply.request));
      const owners = await listOwnerChoices(reply.request, networkId, values.owner);
      const { rounds, facets, ...choices } = await describeChoices(reply.request, networkId, values.round);
      return reply.desk('results/agreements/agreement-form', {
        title: t(stored ? 'agreements.edit' : 'agreements.new.title'),
        crumbs,
        problems,
        action,
        back,
        removal: stored && `${action}/removal`,
        revision: stored && String(stored.revision),
        roundsHref: `/desk/networks/${networkId}/rounds`,
        hasRound: choices.round !== undefined,
        isOneRound: rounds.length === 1,
        rounds,
        facets,
        owners,
        values: { ...values, round: choices.round ?? '' },
        conflict: compare([
          { label: t('agreements.round'), field: 'round', choices: rounds },
          { label: t('agreements.facet'), field: 'facet', choices: facets },
          { label: t('agreements.whatLabel'), field: 'what' },
          { label: t('agreements.ownerLabel'), field: 'owner', choices: owners },
          { label: t('agreements.whoLabel'), field: 'who' },
          { label: t('agreements.whenLabel'), field: 'byWhen' },
          { label: t('agreements.noteLabel'), field: 'note' },
        ]),
      });
    },
  });

  async function listClosed(networkId: string): Promise<Round[]> {
    return (await listRounds(app.db, networkId)).filter(({ status }) => status === 'closed');
  }

  async function listOwnerChoices(request: FastifyRequest, networkId: string, chosen: string) {
    const t = agreementTexts(readerLanguage(request));
    const owners = await listOwners(app.db, networkId, chosen);
    return [
      { value: '', label: t('agreements.noOwner') },
      ...owners.map(({ id, name, hasContact }) => ({
        value: id,
        label: hasContact ? name : t('agreements.ownerUnreachable', { name }),
      })),
    ];
  }

  /** The form begins at the latest closed round, and calls its weaknesses by that name. */
  async function describeChoices(request: FastifyRequest, networkId: string, typedRound: string) {
    const closed = await listClosed(networkId);
    const round = closed.find(({ id }) => id === typedRound) ?? closed[0];
    const conclusion = round && (await showScores(app.db, round, { kind: 'network' }))?.conclusion;
    const weak = conclusion && !isWithheld(conclusion) ? conclusion.weaknesses : [];
    const instrument = round ? requireInstrument(round.instrument) : latestInstrument;
    return {
      round: round?.id,
      rounds: closed.map(({ id, name }) => ({ value: id, label: name })),
      facets: listFacetChoices(instrument, readerLanguage(request), weak),
    };
  }
}
