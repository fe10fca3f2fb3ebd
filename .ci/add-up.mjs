// Adds up the results of the test runs that are named: which files took longest, what failed, and the totals as the
// last line. The lines of the runs themselves are too many to find a failure in.
import { readFileSync } from 'node:fs';

let [passed, failed] = [0, 0];
const failures = [];
const files = [];
for (const file of process.argv.slice(2)) {
  let found;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // What broke before it wrote its results is a failure too.
    failed += 1;
    failures.push(`${file} was not written`);
    continue;
  }
  for (const { name, message, startTime, endTime, assertionResults } of found.testResults) {
    files.push({ name, seconds: Math.round((endTime - startTime) / 1000) });
    const failing = assertionResults.filter(({ status }) => status === 'failed');
    failures.push(...failing.map((test) => `${name} > ${test.fullName}\n${test.failureMessages.join('\n')}`));
    if (message) failures.push(`${name}\n${message}`);
  }
  passed += found.numPassedTests;
  // So is a file of tests that could not begin.
  failed += Math.max(found.numFailedTests, found.numFailedTestSuites > 0 ? 1 : 0);
}
const slowest = files.sort((one, other) => other.seconds - one.seconds).slice(0, 20);
for (const { name, seconds } of slowest) console.log(`${seconds} s ${name}`);
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failed} failed`);
