import { readFileSync } from 'node:fs';
import { chooseMethod, createContainer, REGISTRY, type MethodInFull } from '@camscope/core';
import { prepare } from '@camscope/engine';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { openInMemory, relativeError } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { readReference } from '../networks/references.ts';

interface Entry {
  readonly network: string;
  readonly method: MethodInFull;
  readonly layer?: readonly string[];
  readonly map: readonly number[];
}

const file = new URL('../fixtures/attributions/combined.json', import.meta.url);
const entries = JSON.parse(readFileSync(file, 'utf8')) as readonly Entry[];
const { explainer: explainers } = createContainer(await loadWanted(portablePlugins, ['explainer'])).get(
  REGISTRY,
);
const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const titled = entries.map((entry) => [JSON.stringify(entry.method), entry] as const);

describe.each(['resnet', 'densenet', 'vit', 'swin'])(
  'methods of methods equal those of peers: %s',
  (name) => {
    const { model, picture, target } = readReference(name);
    const network = openInMemory(model, runtime);

    it.each(titled.filter(([, entry]) => entry.network === name))(
      '%s',
      async (_title, { method, layer, map }) => {
        const { explainer, options } = chooseMethod(explainers, method);
        const prepared = await prepare({
          ...{ network: await network, explainer, options, layer, runtime },
          session: { provider: 'cpu', threads: 1 },
        });
        const [{ maps }] = await prepared.explain([{ image: picture, classes: [target] }]);
        await prepared.release();
        const found = maps[0].raw.data.map((value) => Math.max(value, 0));
        expect(map.some((value) => value > 0)).toBe(true);
        expect(relativeError(found, Float32Array.from(map))).toBeLessThan(1e-4);
      },
    );
  },
);
