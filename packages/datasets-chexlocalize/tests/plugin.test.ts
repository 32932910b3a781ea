import plugin from '@camscope/datasets-chexlocalize';
import { expect, test } from 'vitest';

test('contributes something', () => {
  expect(plugin.contributes).not.toEqual([]);
});
