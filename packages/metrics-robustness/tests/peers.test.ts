import { readFileSync } from 'node:fs';
import { floatTensor, parseOptions, type Faithfulness, type FaithfulnessInput } from '@camscope/core';
import plugin from '@camscope/metrics-robustness';
import { describe, expect, it, test } from 'vitest';

/** What a peer was given of noisy images, and what it made of it; no value where it gives none. */
interface Case {
  options: Record<string, unknown>;
  noisy: string[];
  maps: string[];
  representations: string[];
  measures: Record<string, number | null>;
}

interface Peers {
  dims: [number, number, number];
  image: string;
  weights: string;
  heat: string;
  cases: Case[];
}
const given = JSON.parse(readFileSync(new URL('fixtures/quantus.json', import.meta.url), 'utf8')) as Peers;
const floatsOf = (base64: string) => new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer);

const { dims, cases } = given;
const [, height, width] = dims;
const image = floatTensor(floatsOf(given.image), dims);
const weights = floatsOf(given.weights);
const mapOf = (base64: string) => ({ width, height, data: floatsOf(base64) });

/** The maps and representations that the peer was given, of the images that it was. */
function inputOf({ noisy, maps, representations }: Case): FaithfulnessInput {
  const [own, ...others] = representations.map(floatsOf);
  return {
    image,
    map: mapOf(given.heat),
    target: 0,
    forward: async (images) =>
      Array.from(images, ({ data }) => {
        const logit = data.reduce((sum, value, i) => sum + value * weights[i], 0);
        return Float32Array.of(logit, -logit);
      }),
    probability: ([logit]) => 1 / (1 + Math.exp(-logit)),
    explain: async (images) =>
      Array.from(images, ({ data }, n) => {
        expect(data).toEqual(floatsOf(noisy[n]));
        return mapOf(maps[n]);
      }),
    represent: async (images) => Array.from(images, ({ data }, n) => (data === image.data ? own : others[n])),
  };
}
const [first] = cases;
const measured = (id: string, more: Partial<FaithfulnessInput> = {}, options = {}, of = first) => {
  const measure = plugin.contributes.find((one) => one.id === id) as Faithfulness;
  return measure.evaluate({ ...inputOf(of), ...more }, parseOptions(measure, { ...of.options, ...options }));
};

describe.each(cases.map((one) => [JSON.stringify(one.options), one] as const))(
  'numbers equal those of Quantus 0.6.0: %s',
  (_title, of) => {
    test.each(Object.entries(of.measures))('%s', async (id, expected) => {
      const { value } = await measured(id, {}, {}, of);
      if (expected === null) expect(value).toBeNull();
      else expect(value).toEqual(expect.closeTo(expected, 6 - Math.floor(Math.log10(expected))));
    });
  },
);

describe('relative stability', () => {
  it('leaves out images on which the predicted class changes, and tells where none is left', async () => {
    let asked = 0;
    const turned = (keeps: number): Partial<FaithfulnessInput> => ({
      forward: async (images) =>
        Array.from(images, () => (asked++ <= keeps ? Float32Array.of(1, 0) : Float32Array.of(0, 1))),
    });
    // On the first noisy image alone.
    const one = await measured('relative-input-stability', {}, { samples: 1 });
    expect(await measured('relative-input-stability', turned(1))).toEqual(one);
    asked = 0;
    expect(await measured('relative-input-stability', turned(0))).toEqual({
      value: null,
      reason: 'The predicted class changes on every noisy image',
    });
  });
});

it('max-sensitivity: a map that does not change has 0, one without heat has no value', async () => {
  const explain: FaithfulnessInput['explain'] = async (images) => Array.from(images, () => mapOf(given.heat));
  expect(await measured('max-sensitivity', { explain })).toEqual({ value: 0 });
  const map = { width, height, data: new Float32Array(width * height) };
  expect(await measured('max-sensitivity', { map })).toEqual({ value: null, reason: 'The map has no heat' });
});
