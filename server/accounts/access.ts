/** The old place of `access/access.ts`, until its last importer is there. */
export { mayDo, type Role, type SignedIn as Reader } from '../access/access.ts';
