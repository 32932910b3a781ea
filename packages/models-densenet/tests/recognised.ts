import type { Head, ModelDescription } from '@camscope/core';
import type { Graph } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import * as testkit from '@camscope/testkit';
import { readFileSync } from 'node:fs';
import { afterAll } from 'vitest';
import { densenet } from '../src/index.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

export function probed(model: Uint8Array): Promise<[Graph, Head]> {
  return testkit.probed(model, runtime);
}

export async function recognised(model: Uint8Array): Promise<ModelDescription | undefined> {
  return densenet.recognise(...(await probed(model)));
}

export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`fixtures/${name}.onnx`, import.meta.url));
}
