import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { missingOptionalDependencies } from '../workspace/lockfile.js';

test('the lockfile holds every optional dependency that it names', () => {
  const lockfile = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
  expect(missingOptionalDependencies(lockfile)).toEqual([]);
});

test('an optional dependency is looked for where Node would find it', () => {
  const packages = {
    '': { optionalDependencies: { top: '1', gone: '1' } },
    'node_modules/top': {},
    'node_modules/a': { optionalDependencies: { nested: '1', top: '1', elsewhere: '1' } },
    'node_modules/a/node_modules/nested': { optionalDependencies: { top: '1', nested: '1' } },
    'node_modules/b/node_modules/elsewhere': {},
  };
  expect(missingOptionalDependencies({ packages })).toEqual([
    '(workspace) → gone',
    'node_modules/a → elsewhere',
  ]);
});
