import { appFolder } from '@camscope/studio';
import { expect, test } from 'vitest';

test('the application is beside the sources', () => {
  expect(appFolder.href).toBe(new URL('../app/', import.meta.url).href);
});
