/** The page with data for research in words: what is in it, how far the files are, and what each column is. */
import type { Language } from '../../../survey/texts.ts';
import type { Job } from '../../jobs/jobs.ts';
import { describeFailure } from '../../mail/outbox/describe-failure.ts';
import { formatShortMoment } from '../../text/format-date.ts';
import type { StatusKind } from '../../web/parts/parts.ts';
import { resultTexts } from '../texts.ts';
import type { BundleProgress } from './bundle/bundles.ts';
import { listConditions, listStatements } from './bundle/columns.ts';
import type { ResearchRound } from './research-data.ts';

interface DataState {
  address: string;
  network: string;
  /** Undefined: all rounds. */
  round: string | undefined;
  rounds: readonly ResearchRound[];
  progress: BundleProgress | undefined;
  job: Job | undefined;
}

/** Without a round nothing may be given: then there is no count and no codebook. */
export function describeResearchData(state: DataState, language: Language) {
  const { address, network, round, rounds } = state;
  const t = resultTexts(language);
  const people = new Set(rounds.flatMap(({ respondents }) => respondents.map(({ id }) => id)));
  const partners = new Set(rounds.flatMap((one) => one.partners.map(({ code }) => code)));
  const instrument = rounds.at(-1)?.instrument;
  const statements = rounds.length > 0 ? listStatements(rounds) : [];
  return {
    title: t(round === undefined ? 'results.research.titleAll' : 'results.research.title'),
    about: [network, ...(round === undefined ? rounds.map(({ name }) => name) : [round])].join(', '),
    refreshHref: address,
    intro:
      instrument?.consents &&
      t('results.research.intro', { consent: instrument.consents.research[language] }),
    count:
      rounds.length > 0
        ? t('results.research.count', { respondents: people.size, partners: partners.size })
        : undefined,
    hasContacts: rounds.some(({ ties }) => ties.length > 0),
    isAll: round === undefined,
    making: describeMaking(state, language),
    codebook: [...statements, ...listConditions(rounds)].map(({ name, text, reversed }) => ({
      variable: name,
      text: text[language],
      reversed,
    })),
    hasReversed: statements.some(({ reversed }) => reversed),
  };
}

const badges: Record<'busy' | 'failed' | 'ready' | 'open', StatusKind> = {
  busy: 'busy',
  failed: 'wrong',
  ready: 'ok',
  open: 'none',
};

function describeMaking({ address, progress, job }: DataState, language: Language) {
  const t = resultTexts(language);
  const isBusy = job?.state === 'created' || job?.state === 'active' || job?.state === 'retry';
  const isReady = !isBusy && progress?.isReady === true;
  const hasFailed = !isReady && Boolean(job?.failure);
  const state = isReady ? 'ready' : hasFailed ? 'failed' : isBusy ? 'busy' : 'open';
  const { done = 0, steps = 1 } = progress ?? {};
  return {
    isBusy,
    done,
    steps,
    label: t('results.research.making.progress', { done, steps }),
    status: { kind: badges[state], label: t(`results.research.making.states.${state}`) },
    failure: hasFailed ? describeFailure(job!.failure!, language) : undefined,
    action: `${address}/bundle`,
    button:
      isBusy && !hasFailed
        ? undefined
        : t(`results.research.making.buttons.${state === 'busy' ? 'open' : state}`),
    href: isReady ? `${address}.zip` : undefined,
    madeAt:
      isReady && progress
        ? t('results.research.making.madeAt', { moment: formatShortMoment(progress.madeAt, language) })
        : undefined,
  };
}
