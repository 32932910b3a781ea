import { readFileSync } from 'node:fs';
import { floatTensor, parseOptions, type Faithfulness, type FaithfulnessInput } from '@camscope/core';
import plugin from '@camscope/metrics-robustness';
import { describe, expect, it, test } from 'vitest';

interface Peers {
  dims: [number, number, number];
  samples: number;
  radius: number;
  seed: number;
  image: string;
  weights: string;
  heat: string;
  noisy: string[];
  maps: string[];
  representations: string[];
  measures: Record<string, number>;
}
const given = JSON.parse(readFileSync(new URL('fixtures/quantus.json', import.meta.url), 'utf8')) as Peers;
const floatsOf = (base64: string) => new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer);

const { dims, samples, radius, seed } = given;
const [, height, width] = dims;
const image = floatTensor(floatsOf(given.image), dims);
const weights = floatsOf(given.weights);
const mapOf = (base64: string) => ({ width, height, data: floatsOf(base64) });
const [own, ...others] = given.representations.map(floatsOf);

/** The maps and representations that the peer was given, of the images that it was. */
const input: FaithfulnessInput = {
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
      expect(data).toEqual(floatsOf(given.noisy[n]));
      return mapOf(given.maps[n]);
    }),
  represent: async (images) => Array.from(images, ({ data }, n) => (data === image.data ? own : others[n])),
};
const measured = (id: string, more: Partial<FaithfulnessInput> = {}, options = {}) => {
  const measure = plugin.contributes.find((one) => one.id === id) as Faithfulness;
  return measure.evaluate(
    { ...input, ...more },
    parseOptions(measure, { samples, radius, seed, ...options }),
  );
};

describe('numbers equal those of Quantus 0.6.0', () => {
  test.each(Object.entries(given.measures))('%s', async (id, expected) => {
    const digits = 6 - Math.floor(Math.log10(expected));
    expect((await measured(id)).value).toEqual(expect.closeTo(expected, digits));
  });
});

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
  const explain: FaithfulnessInput['explain'] = async (images) => Array.from(images, () => input.map);
  expect(await measured('max-sensitivity', { explain })).toEqual({ value: 0 });
  const map = { width, height, data: new Float32Array(width * height) };
  expect(await measured('max-sensitivity', { map })).toEqual({ value: null, reason: 'The map has no heat' });
});
