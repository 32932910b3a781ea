import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { startNodeRuntime } from '@camscope/runtime-node';
import { recogniser } from '@camscope/testkit';
import { afterAll } from 'vitest';
import { inception } from '../src/index.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

export const { graphOf, recognised } = recogniser(inception, runtime, (name) =>
  gunzipSync(readFileSync(new URL(`fixtures/${name}.onnx.gz`, import.meta.url))),
);
