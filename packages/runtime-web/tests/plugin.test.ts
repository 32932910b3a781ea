import plugin from '@camscope/runtime-web';
import { expect, test } from 'vitest';

test('contributes something', () => {
  expect(plugin.contributes).not.toEqual([]);
});
