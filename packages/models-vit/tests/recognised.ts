import { readFileSync } from 'node:fs';
import { startNodeRuntime } from '@camscope/runtime-node';
import { recogniser } from '@camscope/testkit';
import { afterAll } from 'vitest';
import { vit } from '../src/index.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

export const { graphOf, recognised } = recogniser(vit, runtime, (name) =>
  readFileSync(new URL(`fixtures/${name}.onnx`, import.meta.url)),
);
