import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { floatTensor } from '@camscope/core';
import { MemoryScoreCache, openNetwork, prepare } from '@camscope/engine';
import { Draft, readModel } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listening, throughMaps } from './perturbation-support.ts';
import { explainOne, ramp, registry, twoMaps } from './support.ts';

const runtime = startNodeRuntime();
let folder = '';
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'camscope-engine-'))));
afterAll(async () => {
  await runtime.close();
  await rm(folder, { recursive: true });
});

/** Writes a network whose weights for the scores, of one number, are in a file beside it. */
async function write(weight: number): Promise<void> {
  const w = floatTensor(new Float32Array(2 * 40).fill(weight), [2, 40]);
  const kernel = floatTensor(Float32Array.of(1, 2), [2, 1, 1, 1]);
  const bytes = twoMaps({ initializers: { kernel, w } });
  const file = { bytes, source: { bytes }, sibling: () => ({ bytes }) };
  const { proto, external } = new Draft(readModel(bytes)).toSource(file);
  const [location] = external.keys();
  await writeFile(join(folder, 'model.onnx'), proto);
  await writeFile(join(folder, location), bytes);
}

async function explained(scores: MemoryScoreCache) {
  const network = await openNetwork({ location: join(folder, 'model.onnx'), registry, runtime });
  const session = { provider: 'cpu', threads: 1 };
  const heard: number[] = [];
  const own = listening(runtime, heard);
  const prepared = await prepare({ network, explainer: throughMaps(), runtime: own, session, scores });
  const { logits } = await explainOne(prepared, { image: ramp(1), classes: [0] });
  await prepared.release();
  return { logit: logits[0], runs: heard.length };
}

it('scores of a network are not those of one with other weights beside the same file', async () => {
  const scores = new MemoryScoreCache();
  await write(1);
  const first = await explained(scores);
  expect(first.runs).toBeGreaterThan(1);
  expect(await explained(scores)).toEqual({ ...first, runs: 0 });
  await write(2);
  expect(await explained(scores)).toEqual({ logit: 2 * first.logit, runs: first.runs });
});

it.each([undefined, new MemoryScoreCache()])('weights that are back are read again', async (scores) => {
  await write(1);
  const network = await openNetwork({ location: join(folder, 'model.onnx'), registry, runtime });
  const request = { network, explainer: throughMaps(), runtime, session: { provider: 'cpu' }, scores };
  const weights = join(folder, 'camscope-original');
  await rename(weights, `${weights}.away`);
  await expect(prepare(request)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  await rename(`${weights}.away`, weights);
  const prepared = await prepare(request);
  expect((await explainOne(prepared, { image: ramp(1), classes: [0] })).passes).toBeGreaterThan(1);
  await prepared.release();
});
