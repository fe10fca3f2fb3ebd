import { createDone } from '../../desk/done.ts';

/** Says what was done to a mail or a job. */
export const outboxDone = createDone('outbox');
