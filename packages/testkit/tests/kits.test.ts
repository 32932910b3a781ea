import {
  defineAgreement,
  defineBaseline,
  defineClassificationMetric,
  defineDataset,
  defineExplainer,
  defineFaithfulness,
  defineFeature,
  defineFilter,
  defineMetric,
  defineModel,
  defineSegmenter,
  floatTensor,
  KINDS,
  runtimeWith,
  sessionWith,
  type Heatmap,
} from '@camscope/core';
import { channelSum, gradient, mul, relu } from '@camscope/onnx/expressions';
import { startNodeRuntime } from '@camscope/runtime-node';
import * as testkit from '@camscope/testkit';
import { afterAll, describe, expect, it, test } from 'vitest';
import { z } from 'zod';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** Runs the checks of a kit: what those say that fail, by their names. */
async function failuresOf(use: (test: testkit.Test) => void): Promise<Record<string, string>> {
  const checks: [string, () => Promise<void>][] = [];
  use((name, run) => checks.push([name, run]));
  const failures: Record<string, string> = {};
  for (const [name, run] of checks)
    await run().catch((error: Error) => (failures[name] = error.message.split('\n')[0]));
  return failures;
}

const hiRes = defineExplainer({
  id: 'hi-res',
  title: 'HiRes',
  map: ({ activations, score }) => relu(channelSum(mul(gradient(score, activations), activations))),
});

test('there is a kit for every kind', () => {
  const words = (kind: string) =>
    kind.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const kits = KINDS.map((kind) => `test${words(kind === 'model' ? 'model-family' : kind)}`);
  expect(Object.keys(testkit)).toEqual(expect.arrayContaining(kits));
});

describe('a sound method passes', () => testkit.testExplainer(hiRes, { test, runtime }));

describe('what is amiss is told', () => {
  it('of numbers that are off by 1 %', async () => {
    const off = runtimeWith(runtime, {
      async open(source, options) {
        const session = await runtime.open(source, options);
        return sessionWith(session, {
          async run(feeds, how) {
            const outputs = await session.run(feeds, how);
            const { camscope_map: map } = outputs;
            if (map?.type === 'float32')
              (map.data as Float32Array).forEach((value, i, all) => (all[i] = value * 1.01));
            return outputs;
          },
        });
      },
    });
    const failures = await failuresOf((one) => testkit.testExplainer(hiRes, { test: one, runtime: off }));
    expect(Object.keys(failures)).toEqual(['under {} its maps are those of float64 and central differences']);
    expect(Object.values(failures)[0]).toContain('is off by 1.0e-2, more than 0.001');
  });

  it('of a method that is not pure, has words that float64 lacks, or a map that is expected to be another', async () => {
    let calls = 0;
    const counting = defineExplainer({
      id: 'counting',
      title: 'Counting',
      host: ({ activations }) =>
        floatTensor(new Float32Array(activations.dims[1] * activations.dims[2]).fill(++calls), [
          1,
          activations.dims[1],
          activations.dims[2],
        ]),
    });
    expect(await failuresOf((one) => testkit.testExplainer(counting, { test: one, runtime }))).toMatchObject({
      'the second time gives the same to the last bit, and the image is left as it was':
        'the second map is another',
    });
    const guided = defineExplainer({
      id: 'guided',
      title: 'Guided',
      gives: 'attribution',
      map: ({ image, score }) => gradient(score, image, { rules: 'guided' }),
    });
    const [[, told]] = Object.entries(
      await failuresOf((one) => testkit.testExplainer(guided, { test: one, runtime })),
    );
    expect(told).toContain("give the maps as 'expected'");
    const expected = [{ model: testkit.onPaper, image: testkit.imageOnPaper, class: 0, map: [1, 0.5, 1, 2] }];
    expect(await failuresOf((one) => testkit.testExplainer(hiRes, { test: one, runtime, expected }))).toEqual(
      {
        'its map is expected map 1': expect.stringContaining('1, 0.5, 1, 1.5, not 1, 0.5, 1, 2'),
      },
    );
  });

  const threshold = (map: Heatmap) => Uint8Array.from(map.data, (value) => Number(value > 0.5));
  const region = (map: Heatmap, score: number) => ({
    ...{ area: threshold(map).reduce((a, b) => a + b, 0), meanHeat: 0.7, score },
    box: { x0: 0, y0: 0, x1: map.width, y1: map.height },
  });

  it('of a segmenter whose best region is last, and of a filter that makes heat', async () => {
    const segmenter = defineSegmenter({
      id: 'upside-down',
      title: 'Upside down',
      options: z.strictObject({ silent: z.number().default(1) }),
      segment: (map) => ({
        regions: [region(map, 1), region(map, 2)],
        mask: { width: map.width, height: map.height, data: threshold(map) },
        thresholds: [0.5],
      }),
    });
    expect(await failuresOf((one) => testkit.testSegmenter(segmenter, { test: one }))).toMatchObject({
      'every option is described, and no other is taken': "silent: .describe('…') is missing",
      'regions of one spot are inside of it, best first, and together the mask':
        'regions are not best first: their scores are 1, 2',
    });
    const filter = defineFilter({
      id: 'warm',
      title: 'Warm',
      filter: (map) => ({ ...map, data: map.data.map((value) => Math.min(1, value + 0.1)) }),
    });
    expect(await failuresOf((one) => testkit.testFilter(filter, { test: one }))).toEqual({
      'a map of zeros stays one': 'under {} there is heat where there was none',
    });
  });

  const scale = { scoreDirection: 'higher', range: [0, 1] } as const;

  it('of measures that point the wrong way, and of an agreement with an order', async () => {
    const metric = defineMetric({
      ...{ id: 'coldness', title: 'Coldness', needs: 'map', ...scale },
      measure: ({ map, annotation: { boxes } }) => ({
        value: boxes.length === 0 ? 1 : 1 - map.data[Math.ceil(boxes[0].y0) * map.width + boxes[0].x0],
      }),
    });
    expect(await failuresOf((one) => testkit.testMetric(metric, { test: one }))).toEqual({
      'what is where the reader says scores better than what is elsewhere':
        'under {}: 0 is not better than 1, where higher is',
    });
    const agreement = defineAgreement({
      ...{ id: 'first', title: 'First', needs: 'map', ...scale },
      compare: ({ map }) => ({ value: map!.data[0] }),
    });
    const failures = await failuresOf((one) => testkit.testAgreement(agreement, { test: one }));
    expect(Object.keys(failures)).toEqual([
      'nothing is more like an explanation than itself',
      'the order of the two does not count, unless it says so',
    ]);
    const classification = defineClassificationMetric({
      ...{ id: 'inverse', title: 'Inverse', ...scale },
      measure: ({ probabilities }) => ({ value: 1 - (probabilities[1] ?? 0) }),
    });
    expect(
      Object.keys(await failuresOf((one) => testkit.testClassification(classification, { test: one }))),
    ).toEqual(['a network that is right scores better than one that is wrong']);
    const faithfulness = defineFaithfulness({
      ...{ id: 'lower', title: 'Lower', scoreDirection: 'lower', range: [0, 1] },
      evaluate: async ({ map }) => ({ value: map.data[3 * 16 + 9] }),
    });
    expect(
      Object.keys(await failuresOf((one) => testkit.testFaithfulness(faithfulness, { test: one }))),
    ).toEqual(['a map of what the network looks at is not worse than one of what it does not']);
  });

  it('of a feature that reads boxes alone, a prior that knows the answer, and a family that takes all', async () => {
    const feature = defineFeature({
      ...{ id: 'outlines', title: 'Outlines', scoreDirection: 'none', range: [0, Infinity] },
      measure: ({ contours = [] }) => ({ value: contours.length }),
    });
    expect(Object.values(await failuresOf((one) => testkit.testFeature(feature, { test: one })))).toEqual([
      'they are 0, 1, 0',
    ]);
    const oracle = defineBaseline({
      ...{ id: 'oracle', title: 'Oracle', series: 'prior' },
      over: () => (finding) => [{ claim: { is: 'annotation', annotation: finding.annotations[0] } }],
    });
    expect(Object.keys(await failuresOf((one) => testkit.testBaseline(oracle, { test: one })))).toEqual([
      'a prior does not stand on what is drawn of the finding that it is asked about',
    ]);
    const family = defineModel({ ...testkit.anyNetwork, id: 'all' });
    expect(
      Object.values(
        await failuresOf((one) => testkit.testModelFamily(family, { test: one, runtime, networks: {} })),
      ),
    ).toContain('it is taken for any');
  });
});

it.each([
  [z.strictObject({}), false],
  [z.strictObject({ missing: z.enum(['error', 'skip']).default('error').describe('Images') }), true],
])('a reader of data is asked to skip images where it has an option for it', (options, isAsked) => {
  const reader = defineDataset({
    id: 'empty',
    title: 'Empty',
    options,
    open: () => Promise.reject(new Error()),
  });
  const names: string[] = [];
  // Its checks do not run.
  const fixture = { reader } as testkit.DatasetFixture;
  testkit.testDataset(fixture, { test: (name) => names.push(name) });
  expect(names.includes("with missing: 'skip' it is passed over with a note")).toBe(isAsked);
});
