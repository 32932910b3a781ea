import { expect, test } from 'vitest';
import { addUp } from '../workspace/test-report.js';

const file = (name: string, status: string, ...statuses: string[]) => ({
  name: `/workspace/packages/${name}.test.ts`,
  status,
  message: status === 'failed' ? 'Cannot find module' : '',
  assertionResults: statuses.map((each) => ({ status: each })),
});

test('results are added over files', () => {
  const testResults = [
    file('a/tests/one', 'passed', 'passed', 'passed'),
    file('a/tests/two', 'failed', 'passed', 'failed'),
    file('b/tests/one', 'passed', 'passed', 'skipped', 'todo'),
  ];
  expect(addUp({ success: false, testResults }, ['packages/a', 'packages/b'])).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
    notes: [],
  });
});

test('whatever kept tests from running is a failure', () => {
  const broken = { success: false, testResults: [file('a/tests/one', 'failed')] };
  expect(addUp(broken, ['packages/a', 'packages/b'])).toEqual({
    passed: 0,
    failed: 2,
    skipped: 0,
    notes: ['/workspace/packages/a/tests/one.test.ts: Cannot find module', 'packages/b: no tests were run'],
  });
  expect(addUp(undefined, ['tools']).notes).toEqual(['tools: no tests were run']);
});

test('so is a failure outside the tests', () => {
  const report = { success: false, testResults: [file('a/tests/one', 'passed', 'passed')] };
  expect(addUp(report, ['packages/a'])).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
    notes: ['failed outside the tests'],
  });
});
