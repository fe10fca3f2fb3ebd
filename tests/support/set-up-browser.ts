/** Runs before each file of browser tests: files of one worker share what they import, not what happens after a test. */
import { pictureFailures } from './picture-failures.ts';

pictureFailures();
