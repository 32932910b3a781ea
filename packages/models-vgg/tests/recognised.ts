import { startNodeRuntime } from '@camscope/runtime-node';
import { probed, recognition } from '@camscope/testkit';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { vgg } from '../src/index.ts';

export const runtime = startNodeRuntime();
afterAll(() => runtime.close());

export function modelOf(name: string) {
  return gunzipSync(readFileSync(new URL(`fixtures/${name}.onnx.gz`, import.meta.url)));
}

export function graphOf(name: string) {
  return probed(modelOf(name), runtime);
}

export async function recognised(name: string) {
  return recognition(vgg, ...(await graphOf(name)));
}
