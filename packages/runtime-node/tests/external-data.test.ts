import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { externalData } from '../src/external-data.js';

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'external-data-')));
  mkdirSync(join(folder, 'part'));
  for (const name of ['model.onnx', 'part/w.bin', 'blob']) writeFileSync(join(folder, name), name);
  symlinkSync(join(folder, 'blob'), join(folder, 'linked.bin'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const placed = (locations: Readonly<Record<string, string>>) =>
  externalData(
    new Map(Object.entries(locations).map(([name, path]) => [name, { path: join(folder, path) }])),
  );

test('files under their own names in one folder are mapped from there', () => {
  const files = { 'model.onnx': 'model.onnx', './part/w.bin': 'part/w.bin' };
  expect(placed(files)).toEqual({ folder, inMemory: [] });
});

test('a file that a link calls something else is read, and so is one of another folder, and bytes stay what they are', () => {
  const { folder: mapped, inMemory } = placed({
    'w.bin': 'part/w.bin',
    'linked.bin': 'linked.bin',
    blob: 'blob',
  });
  expect(mapped).toBe(join(folder, 'part'));
  expect(inMemory.map(({ path, data }) => [path, String(data)])).toEqual([
    ['./linked.bin', 'blob'],
    ['./blob', 'blob'],
  ]);
  const bytes = Uint8Array.of(1, 2);
  expect(externalData(new Map([['w', { bytes }]]))).toEqual({
    folder: undefined,
    inMemory: [{ path: './w', data: bytes }],
  });
});
