import { afterAll, describe, expect, it } from 'vitest';
import type { Explained, ExplainItem, PreparedExplainer } from '@camscope/engine';
import { startNodeRuntime } from '@camscope/runtime-node';
import { denseNet, noise, openInMemory, poolLinear, relativeError, resNet } from '@camscope/testkit';
import { methods, using } from './methods.ts';
import { readReference } from './references.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const gradients = methods.filter(([, { explainer }]) => explainer.map);
const toTheImage = gradients.filter(([title]) => /^(guided-grad-cam|input-gradient|integrated)/.test(title));
const small = { blocks: [1, 1], size: 32, classes: 3 };
const tiny = [
  { title: 'pool + linear', build: () => poolLinear({ classes: 3 }), dims: [1, 16, 16] },
  { title: 'a small ResNet', build: () => resNet({ ...small, width: 4 }), dims: [3, 32, 32] },
  { title: 'a small DenseNet', build: () => denseNet({ ...small, growth: 4 }), dims: [3, 32, 32] },
].map((network) => ({ ...network, explainers: gradients, within: 1e-6 }));
// Of every kind of block. In a larger batch ONNX Runtime adds up in another order, and where a map is what little is
// left of large numbers that shows.
const slim = ['densenet', 'inception-v3', 'mobilenet-v3', 'shufflenet-v2', 'convnext', 'keras-style'].map(
  (name) => ({
    title: `the reference ${name}`,
    build: () => readReference(name).model,
    dims: readReference(name).image,
    explainers: toTheImage,
    within: 1e-5,
  }),
);

describe.each([...tiny, ...slim])('on $title', ({ build, dims, explainers, within }) => {
  const network = openInMemory(build(), runtime);
  const [a, b, c] = [4, 5, 6].map((seed) => noise(seed, dims));
  const items: ExplainItem[] = [
    { image: a, classes: [0, 2, 1] },
    { image: b, classes: [1] },
    { image: c, classes: 'top1' },
    { image: a, classes: [] },
    { image: b, classes: [2, 0] },
  ];

  it.each(explainers)(
    '%s goes through the network once an image, whatever else it explains',
    async (_, method) => {
      await using(runtime, await network, method, async (prepared) => {
        const together = await prepared.explain(items);
        const samples = Number(method.options?.steps ?? method.options?.samples ?? 0);
        for (const [n, { image, classes }] of items.entries()) {
          const { logits, maps, passes } = together[n];
          expect(passes).toBe(classes.length === 0 ? 1 : 1 + samples);
          if (classes !== 'top1') expect(maps.map(({ target }) => target)).toEqual(classes);
          else expect(maps.map(({ target }) => target)).toEqual([logits.indexOf(Math.max(...logits))]);
          expect(relativeError(logits, (await alone(prepared, image, [])).logits)).toBeLessThan(1e-6);
          for (const { target, raw } of maps) {
            const [own] = (await alone(prepared, image, [target])).maps;
            expect(raw.dims).toEqual(own.raw.dims);
            expect(relativeError(raw.data, own.raw.data)).toBeLessThan(within);
          }
        }
      });
    },
  );
});

async function alone(
  prepared: PreparedExplainer,
  image: ExplainItem['image'],
  classes: readonly number[],
): Promise<Explained> {
  return (await prepared.explain([{ image, classes }]))[0];
}
