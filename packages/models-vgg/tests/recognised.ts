import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { startNodeRuntime } from '@camscope/runtime-node';
import { recogniser } from '@camscope/testkit';
import { afterAll } from 'vitest';
import { vgg } from '../src/index.ts';

export const runtime = startNodeRuntime();
afterAll(() => runtime.close());

export function modelOf(name: string): Uint8Array {
  return gunzipSync(readFileSync(new URL(`fixtures/${name}.onnx.gz`, import.meta.url)));
}

export const { graphOf, recognised } = recogniser(vgg, runtime, modelOf);
