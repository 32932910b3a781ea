import { expect, it, onTestFinished } from 'vitest';
import { buildOf } from '../src/plugins/version.ts';
import { withBuildOfTheCommand } from './compiled.ts';

it('in a checkout the state of the sources is told, on which results hang', { timeout: 60_000 }, async () => {
  expect(buildOf()).toBeUndefined();
  onTestFinished(await withBuildOfTheCommand());
  expect(buildOf()).toMatch(/^[0-9a-f]{64}$/);
});
