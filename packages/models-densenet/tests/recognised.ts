import type { Head, ModelDescription } from '@camscope/core';
import { Graph, locateHead, probe, readModel } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { inMemory } from '@camscope/testkit';
import { readFileSync } from 'node:fs';
import { afterAll } from 'vitest';
import { densenet } from '../src/index.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

export async function probed(bytes: Uint8Array): Promise<[Graph, Head]> {
  const graph = new Graph(readModel(bytes));
  const known = graph.withFacts(await probe(graph, inMemory(bytes), runtime));
  return [known, locateHead(known)];
}

export async function recognised(bytes: Uint8Array): Promise<ModelDescription | undefined> {
  return densenet.recognise(...(await probed(bytes)));
}

export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`fixtures/${name}.onnx`, import.meta.url));
}
