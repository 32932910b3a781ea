import plugin from '@camscope/metrics-features';
import { expect, test } from 'vitest';

test('contributes something', () => {
  expect(plugin.contributes).not.toEqual([]);
});
