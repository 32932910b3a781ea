import { startNodeRuntime } from '@camscope/runtime-node';
import { probed, recognition } from '@camscope/testkit';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { efficientnet } from '../src/index.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

export function graphOf(name: string) {
  const packed = readFileSync(new URL(`fixtures/${name}.onnx.gz`, import.meta.url));
  return probed(gunzipSync(packed), runtime);
}

export async function recognised(name: string) {
  return recognition(efficientnet, ...(await graphOf(name)));
}
