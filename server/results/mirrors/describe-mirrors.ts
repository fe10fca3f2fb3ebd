/** The page with the mirrors of a round in words: how far they are, who may have which, and who got one. */
import type { Language } from '../../../survey/texts.ts';
import type { Job } from '../../jobs/jobs.ts';
import { describeFailure } from '../../mail/outbox/describe-failure.ts';
import type { Round } from '../../rounds/rounds.ts';
import type { MirrorProgress } from './printed-mirrors.ts';
import type { ReceiverCounts } from './receivers.ts';
import { mirrorTexts } from './texts.ts';

interface MirrorState {
  round: Round;
  /** Undefined: nobody answered. */
  progress: MirrorProgress | undefined;
  /** The last that printed, or is to print, them. */
  job: Job | undefined;
  /** Of how many partners the coordinator may have a copy; undefined for anybody but a coordinator. */
  copies: number | undefined;
  mails: ReceiverCounts;
  hasServer: boolean;
}

export function describeMirrors(
  { round, progress, job, copies, mails, hasServer }: MirrorState,
  language: Language,
) {
  const t = mirrorTexts(language);
  const home = `/desk/rounds/${round.id}`;
  const printing = describePrinting(progress, job, language);
  return {
    refreshHref: `${home}/mirrors`,
    printing: printing && { ...printing, action: `${home}/mirrors/printing` },
    zip: {
      text:
        copies === undefined ? t('mirrors.zip.coordinator') : t('mirrors.zip.partners', { count: copies }),
      href: copies && printing?.isDone ? `${home}/mirrors.zip` : undefined,
      wait: copies && !printing?.isDone ? t('mirrors.zip.wait') : undefined,
    },
    mails: {
      ...mails,
      action: hasServer && mails.toSend > 0 ? `${home}/mirrors/mails` : undefined,
      href: `/desk/networks/${round.network.id}/mails?round=${round.id}`,
      withoutServer: !hasServer,
      isAll: mails.toSend === 0,
    },
  };
}

/** How far the printing is, as the page of the round shows it too; undefined when nobody answered. */
export function describePrinting(
  progress: MirrorProgress | undefined,
  job: Job | undefined,
  language: Language,
) {
  if (!progress) return undefined;
  const t = mirrorTexts(language);
  const isBusy = job?.state === 'created' || job?.state === 'active' || job?.state === 'retry';
  const isDone = !isBusy && progress.printed === progress.total;
  const hasFailed = !isDone && Boolean(job?.failure);
  const state = findState({ isBusy, isDone, hasFailed });
  return {
    ...progress,
    isBusy,
    isDone,
    isStarted: isBusy || progress.printed > 0,
    status: { kind: badges[state], label: t(`mirrors.printing.states.${state}`) },
    label: t('mirrors.printing.progress', { ...progress }),
    failure: hasFailed ? describeFailure(job!.failure!, language) : undefined,
    button:
      isBusy && !hasFailed ? undefined : t(`mirrors.printing.buttons.${state === 'busy' ? 'retry' : state}`),
  };
}

const badges = { busy: 'busy', retry: 'warning', failed: 'wrong', done: 'ok', open: 'none' } as const;

function findState({ isBusy, isDone, hasFailed }: Record<'isBusy' | 'isDone' | 'hasFailed', boolean>) {
  if (isBusy) return hasFailed ? 'retry' : 'busy';
  if (isDone) return 'done';
  return hasFailed ? 'failed' : 'open';
}
