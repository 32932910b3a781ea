import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { zipped } from '../../src/work/study/zip.ts';

test('files are in the zip below a folder, texts smaller, byte for byte', async () => {
  const csv = 'image,label\n'.repeat(1000);
  const bytes = Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) & 255);
  const files = new Map([
    ['results/scores.csv', new Blob([csv])],
    ['images/a.png', new Blob([bytes])],
    ['empty.json', new Blob([])],
  ]);
  const zip = await zipped(files, 'study');
  const unzipped = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  expect(Object.keys(unzipped)).toEqual([
    'study/results/scores.csv',
    'study/images/a.png',
    'study/empty.json',
  ]);
  expect(new TextDecoder().decode(unzipped['study/results/scores.csv'])).toBe(csv);
  expect(unzipped['study/images/a.png']).toEqual(bytes);
  expect(zip.size).toBeLessThan(csv.length);
});
