// @ts-check
/**
 * What vitest's JSON reporter writes, as far as it is read here.
 * @typedef {object} Report
 * @property {boolean} success
 * @property {{ name: string, status: string, message: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * Sums a report. A project without tests, a test file that could not be run, a run that failed for another reason than
 * its tests, and a missing report each count as one failure.
 * @param {Report | undefined} report names test files by their path
 * @param {string[]} projects folders that have tests
 */
export function addUp(report, projects) {
  const sum = { passed: 0, failed: 0, skipped: 0, notes: /** @type {string[]} */ ([]) };
  const fail = (/** @type {string} */ note) => {
    sum.failed += 1;
    sum.notes.push(note);
  };
  const files = report?.testResults ?? [];
  for (const { name, status, message, assertionResults } of files) {
    const count = (/** @type {string} */ wanted) =>
      assertionResults.filter((test) => test.status === wanted).length;
    sum.passed += count('passed');
    sum.failed += count('failed');
    sum.skipped += assertionResults.length - count('passed') - count('failed');
    if (status === 'failed' && count('failed') === 0) fail(`${name}: ${message}`);
  }
  if (report?.success === false && sum.failed === 0) fail('failed outside the tests');
  for (const project of projects) {
    if (!files.some(({ name }) => name.includes(`/${project}/tests/`))) fail(`${project}: no tests were run`);
  }
  return sum;
}
