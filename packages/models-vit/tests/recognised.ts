import { startNodeRuntime } from '@camscope/runtime-node';
import { probed, recognition } from '@camscope/testkit';
import { readFileSync } from 'node:fs';
import { afterAll } from 'vitest';
import { vit } from '../src/index.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const graphs = new Map<string, ReturnType<typeof probed>>();

export function graphOf(name: string): ReturnType<typeof probed> {
  const known = graphs.get(name);
  if (known) return known;
  const graph = probed(readFileSync(new URL(`fixtures/${name}.onnx`, import.meta.url)), runtime);
  graphs.set(name, graph);
  return graph;
}

export async function recognised(name: string) {
  return recognition(vit, ...(await graphOf(name)));
}
