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

test('one that a link calls something else, that is elsewhere or in memory has all of them read', () => {
  const expected = (...entries: string[][]) => ({ folder: undefined, inMemory: entries });
  const told = ({ folder, inMemory }: ReturnType<typeof externalData>) => ({
    folder,
    inMemory: inMemory.map(({ path, data }) => [path, String(data)]),
  });
  expect(told(placed({ 'linked.bin': 'linked.bin', blob: 'blob' }))).toEqual(
    expected(['./linked.bin', 'blob'], ['./blob', 'blob']),
  );
  expect(told(placed({ 'w.bin': 'part/w.bin', blob: 'blob' }))).toEqual(
    expected(['./w.bin', 'part/w.bin'], ['./blob', 'blob']),
  );
  const mixed = new Map([
    ['blob', { path: join(folder, 'blob') }],
    ['w', { bytes: Uint8Array.of(1, 2) }],
  ]);
  expect(told(externalData(mixed))).toEqual(expected(['./blob', 'blob'], ['./w', '1,2']));
  expect(externalData(new Map())).toEqual({ folder: undefined, inMemory: [] });
});
