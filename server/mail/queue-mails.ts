/** The old place of `jobs/queue-mails.ts`, until its last importer is there. */
export { queueMails } from '../jobs/queue-mails.ts';
