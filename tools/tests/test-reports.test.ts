import { expect, test } from 'vitest';
import { addUp } from '../workspace/test-reports.js';

const file = (status: string, ...statuses: string[]) => ({
  name: 'a.test.ts',
  status,
  message: status === 'failed' ? 'Cannot find module' : '',
  assertionResults: statuses.map((each) => ({ status: each })),
});

test('results are added over files and projects', () => {
  const reports = [
    {
      project: 'a',
      report: {
        success: false,
        testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')],
      },
    },
    { project: 'b', report: { success: true, testResults: [file('passed', 'passed', 'skipped', 'todo')] } },
  ];
  expect(addUp(reports)).toEqual({ passed: 4, failed: 1, skipped: 2, notes: [] });
});

test('whatever kept tests from running is a failure', () => {
  const reports = [
    { project: 'a', report: { success: false, testResults: [file('failed')] } },
    { project: 'b', report: undefined },
    { project: 'c', report: { success: true, testResults: [] } },
    { project: 'd', report: { success: false, testResults: [file('passed', 'passed')] } },
  ];
  expect(addUp(reports)).toEqual({
    passed: 1,
    failed: 4,
    skipped: 0,
    notes: [
      'a.test.ts: Cannot find module',
      'b: no tests were run',
      'c: no tests were run',
      'd: failed outside its tests',
    ],
  });
});
