/** Jobs as their page shows them: what they do and how far they are, in words. */
import type { Language } from '../../survey/texts.ts';
import type { Job, JobState } from '../jobs/jobs.ts';
import type { MailCounts } from '../mail/mails.ts';
import { describeFailure } from '../mail/outbox/describe-failure.ts';
import { describeCounts } from '../mail/outbox/describe-mails.ts';
import { outboxTexts } from '../mail/outbox/texts.ts';
import type { MirrorProgress } from '../results/mirrors/printed-mirrors.ts';
import { formatShortMoment } from '../text/format-date.ts';
import type { StatusKind } from '../web/parts/parts.ts';

const badges: Record<JobState | 'later', StatusKind> = {
  created: 'busy',
  later: 'none',
  retry: 'warning',
  active: 'busy',
  completed: 'ok',
  cancelled: 'none',
  failed: 'wrong',
};

interface JobList {
  /** Undefined: the jobs of all networks. */
  networkId: string | undefined;
  jobs: readonly Job[];
  more: boolean;
  page: number;
  rounds: readonly MailCounts[];
  /** How far the printing of mirrors is, by the id of the round. */
  mirrors: ReadonlyMap<string, MirrorProgress>;
}

export function describeJobs({ networkId, jobs, more, page, rounds, mirrors }: JobList, language: Language) {
  const t = outboxTexts(language);
  const base = networkId === undefined ? '/desk/jobs' : `/desk/networks/${networkId}/jobs`;
  return {
    isInstallation: networkId === undefined,
    refresh: base,
    /** Is something being done, or about to be? */
    isBusy: jobs.some(({ state, later }) => state === 'active' || (state === 'created' && !later)),
    mails: networkId === undefined ? [] : rounds.map((counts) => describeCounts(networkId, counts, language)),
    jobs: jobs.map((job) => {
      const state = job.state === 'created' && job.later ? 'later' : job.state;
      return {
        what: t(`outbox.jobs.names.${job.name}`),
        about: [networkId === undefined ? job.network : undefined, job.round].filter(Boolean).join(', '),
        status: { kind: badges[state], label: t(`outbox.jobs.states.${state}`) },
        at: formatShortMoment(job.completedAt ?? job.createdAt, language),
        progress: describeProgress(job),
        failure: job.failure === null ? undefined : describeFailure(job.failure, language),
        next:
          job.state === 'retry'
            ? t('outbox.jobs.next', { moment: formatShortMoment(job.startAfter, language) })
            : undefined,
        attempt: job.state === 'failed' || job.state === 'retry' ? `${base}/${job.id}/attempt` : undefined,
      };
    }),
    page,
    previous: page > 1 ? `${base}?page=${page - 1}` : undefined,
    next: more ? `${base}?page=${page + 1}` : undefined,
  };

  /** Only of a job that is not done: afterwards another one may be printing the same. */
  function describeProgress({ name, state, roundId }: Job) {
    const progress = name === 'print-mirrors' && state !== 'completed' && mirrors.get(roundId ?? '');
    return progress ? { ...progress, label: t('outbox.jobs.progress', { ...progress }) } : undefined;
  }
}
