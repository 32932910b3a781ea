import plugin from '@camscope/methods-recipro-cam';
import { expect, test } from 'vitest';

test('contributes something', () => {
  expect(plugin.contributes).not.toEqual([]);
});
