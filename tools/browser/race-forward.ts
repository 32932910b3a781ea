import { inMemory, noise } from '@camscope/conformance';
import type { Registry, Runtime } from '@camscope/core';
import { openNetwork, prepare } from '@camscope/engine';
import { race, type Timing } from '../bench/ratio.ts';

/** Times methods against the network alone, all in sessions that are open, on the provider that is always there. */
export async function raceForward(
  runtime: Runtime,
  registry: Registry,
  model: Uint8Array,
  methods: readonly string[],
  rounds: number,
): Promise<Timing[]> {
  const session = { provider: runtime.baseline };
  const network = await openNetwork({ location: 'network.onnx', file: inMemory(model), registry, runtime });
  const { channels, size } = network.preprocessing;
  const image = noise(1, [channels, ...size]);
  const bare = await runtime.open({ proto: model, external: new Map() }, session);
  const batch = { [network.head.image.tensor]: { ...image, dims: [1, ...image.dims] } };
  const prepared = await Promise.all(
    methods.map(async (id) => ({
      name: id,
      made: await prepare({ network, explainer: registry.explainer.get(id), runtime, session }),
    })),
  );
  return race(
    [
      { name: 'forward', run: () => bare.run(batch) },
      { name: 'forward again', run: () => bare.run(batch) },
      ...prepared.map(({ name, made }) => ({ name, run: () => made.explain([{ image, classes: [0] }]) })),
    ],
    rounds,
  );
}
