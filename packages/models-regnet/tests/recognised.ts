import { startNodeRuntime } from '@camscope/runtime-node';
import { probed } from '@camscope/testkit';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { regnet } from '../src/index.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

export function graphOf(name: string) {
  const packed = readFileSync(new URL(`fixtures/${name}.onnx.gz`, import.meta.url));
  return probed(gunzipSync(packed), runtime);
}

/** Architecture, target and layers, each with the operator that makes it and its shape. */
export async function recognised(name: string) {
  const [graph, head] = await graphOf(name);
  const found = regnet.recognise(graph, head);
  const layers = found?.layers.map(({ name: layer, tensor, view }) => {
    const shape = graph.shape(tensor)!.slice(1).join(',');
    return `${layer} ${graph.producer(tensor)!.op} ${shape}${view.kind === 'channels-last' ? ' NHWC' : ''}`;
  });
  return { architecture: found?.architecture, target: found?.target, layers };
}
