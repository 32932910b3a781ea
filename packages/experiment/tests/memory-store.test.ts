import { memoryFiles } from '@camscope/files-memory';
import { expect, test } from 'vitest';
import { memoryStore } from '@camscope/experiment';

const FACTS = { kind: 'explain', weight: 1, seconds: 0 };

test('a store in memory keeps what it is given up to its bound, and what it keeps stays', async () => {
  const files = memoryFiles();
  const store = memoryStore(files, '/store', 10);
  await store.write('a', Uint8Array.of(1, 2, 3, 4, 5, 6), FACTS);
  await store.write('a', Uint8Array.of(1, 2, 3, 4), FACTS);
  await store.write('b', new Uint8Array(6), FACTS);
  await expect(store.write('c', Uint8Array.of(1), FACTS)).rejects.toThrow('11 bytes');
  expect(await store.read('a')).toEqual(Uint8Array.of(1, 2, 3, 4));
  expect(await store.find('c')).toBeUndefined();
  expect(await store.export('a', '/a.npz')).toBe(true);
  expect(await files.read('/a.npz')).toEqual(Uint8Array.of(1, 2, 3, 4));
  expect(await store.export('c', '/c.npz')).toBe(false);
});
