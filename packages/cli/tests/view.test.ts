import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../src/serve/serve.ts';
import { runImages } from '../src/view/run-images.ts';
import { stateOf } from '../src/view/watch-run.ts';
import { studyFolder } from './studies.ts';
import { camscope } from './support.ts';

async function runFolder(): Promise<{ cwd: string; folder: string }> {
  const cwd = await studyFolder();
  expect(await camscope(cwd, ['run', 'study.yaml'])).toMatchObject({ code: 0 });
  return { cwd, folder: join(cwd, 'results') };
}

async function served(folder: string): Promise<string> {
  const handlers = { '': runImages({ folder, files: nodeFiles, codec: sharpCodec }) };
  const { url, close } = await serve({ handlers, port: 0 });
  onTestFinished(close);
  return url;
}

test('the radiographs of a run are sent decoded, and nothing that it lists as an image and is none', async () => {
  const { cwd, folder } = await runFolder();
  const url = await served(folder);
  const first = await fetch(`${url}0`);
  const path = join(cwd, '00000001_000.png');
  const { data } = await sharpCodec.decode(await readFile(path), path);
  expect(new Uint8Array(await first.arrayBuffer())).toEqual(new Uint8Array(data.buffer));
  expect([first.headers.get('raster-type'), first.headers.get('raster-size')]).toEqual(['uint8', '8x8x1']);
  expect(first.headers.get('raster-white')).toBe('255');
  for (const path of ['7', '-1', 'images.csv', '']) expect((await fetch(url + path)).status).toBe(404);

  const table = join(folder, 'images.csv');
  const hostile = (await readFile(table, 'utf8')).replace('../00000001_000.png', '../boxes.csv');
  await writeFile(table, hostile);
  const answer = await fetch(`${url}0`);
  expect(answer.status).toBe(500);
  const text = await answer.text();
  expect(text).toContain('IMAGE_INVALID');
  expect(text).not.toContain('Finding Label');
});

test('a run tells of which version its tables are and, until it ends, how far it is', async () => {
  const { folder } = await runFolder();
  const ended = await stateOf(folder);
  expect(ended).toEqual({ name: 'results', version: expect.any(String), files: expect.any(Array) });
  expect(ended.files).toEqual(expect.arrayContaining(['run.json', 'scores.parquet', 'study.lock.json']));
  expect(ended.files).not.toContain('maps');
  expect(await stateOf(folder)).toEqual(ended);
  await rm(join(folder, 'run.json'));
  const progress = { units: expect.any(Number), done: expect.any(Number), failed: 0, timeLeft: 0 };
  const growingState = { name: 'results', files: expect.any(Array), progress };
  const begun = await stateOf(folder);
  expect(begun).toEqual({ ...growingState, version: undefined });
  expect(begun.files).not.toContain('run.json');
  const partial = join(folder, 'partial.json');
  await writeFile(partial, '{}');
  const growing = await stateOf(folder);
  expect(growing).toEqual({ ...growingState, version: expect.any(String) });
  await utimes(partial, 1, 1);
  expect((await stateOf(folder)).version).not.toBe(growing.version);
});

test.each([
  [['view', 'nothing'], 'is not the folder of a run'],
  [['view', 'nothing', '--port', '70000'], 'A port is a whole number from 0 to 65535'],
])('%j is refused', async (argv, words) => {
  const cwd = await studyFolder();
  const { code, stderr, stdout } = await camscope(cwd, argv);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(words);
});
