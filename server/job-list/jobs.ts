/** The old place of `jobs/jobs.ts`, until its last importer is there. */
export { findLastJob, type Job } from '../jobs/jobs.ts';
