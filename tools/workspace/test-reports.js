// @ts-check
/**
 * What vitest's JSON reporter writes, as far as it is read here.
 * @typedef {object} Report
 * @property {boolean} success
 * @property {{ name: string, status: string, message: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * Sums the reports of several projects. A project without tests, one that failed for another reason than its tests, and
 * a test file that could not be run each count as one failure.
 * @param {{ project: string, report: Report | undefined }[]} reports
 */
export function addUp(reports) {
  const sum = { passed: 0, failed: 0, skipped: 0, notes: /** @type {string[]} */ ([]) };
  const fail = (/** @type {string} */ note) => {
    sum.failed += 1;
    sum.notes.push(note);
  };
  for (const { project, report } of reports) {
    const failedBefore = sum.failed;
    if (!report || report.testResults.length === 0) fail(`${project}: no tests were run`);
    for (const { name, status, message, assertionResults } of report?.testResults ?? []) {
      const count = (/** @type {string} */ wanted) =>
        assertionResults.filter((test) => test.status === wanted).length;
      sum.passed += count('passed');
      sum.failed += count('failed');
      sum.skipped += assertionResults.length - count('passed') - count('failed');
      if (status === 'failed' && count('failed') === 0) fail(`${name}: ${message}`);
    }
    if (report?.success === false && sum.failed === failedBefore)
      fail(`${project}: failed outside its tests`);
  }
  return sum;
}
