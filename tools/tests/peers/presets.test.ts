import { startNodeRuntime } from '@camscope/runtime-node';
import { relativeError } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { explainers, ours, peerMaps } from './fixtures.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** Presets that no fixture is made for here. */
const attributions = 'Held to Captum by attributions.test.ts, under numbers drawn alike.';
const sameAsDefault = 'The default, which attributions.test.ts holds to Captum under other numbers.';
const backward = 'Held to zennit or Captum by the fixture of tools/peers/backward_rules.py.';
const combined = 'Held to the peer by combined.test.ts, around methods of its own.';
const fits = 'Its own tests hold masks and fit to the fixture of tools/peers/masks_and_fits.py.';
const elsewhere: Readonly<Record<string, string>> = {
  'ablation-cam authors': 'No code is published; its own tests/reference.ts evaluates the definition.',
  'grad-cam-plus-plus authors':
    'For Python 2 and TensorFlow 1; tools/reference/cam_maps.py has its arithmetic.',
  'deconvnet captum': backward,
  'deep-lift captum': backward,
  'deep-lift-shap captum': backward,
  'feature-ablation captum': fits,
  'finer pytorch-grad-cam': combined,
  'finer torch-cam': combined,
  'gradient-shap captum': attributions,
  'hsic xplique': fits,
  'kernel-shap captum': fits,
  'lime authors': fits,
  'lime xplique': fits,
  'lrp captum': backward,
  'lrp zennit': backward,
  'refine torch-cam': combined,
  'smooth quantus': 'Held to Quantus by smooth-mprt.test.ts.',
  'smooth-grad captum': attributions,
  'smooth-grad saliency': sameAsDefault,
  'smooth-ig captum': attributions,
  'sobol xplique': fits,
  'square-grad captum': attributions,
  'square-grad saliency': sameAsDefault,
  'var-grad captum': attributions,
};

describe('under a preset, a map is that of the peer', () => {
  const maps = peerMaps.filter(({ entry }) => entry.preset !== null);

  it.each(maps.map((map) => [map.title, map] as const))('%s', async (_title, map) => {
    expect(relativeError(await ours(map, runtime), map.values)).toBeLessThan(1e-4);
  });
});

describe('as it is, the raw map of a method is that of its reference', () => {
  const maps = peerMaps.filter(({ entry }) => entry.preset === null);

  it.each(maps.map((map) => [map.title, map] as const))('%s', async (_title, map) => {
    expect(relativeError(await ours(map, runtime), map.values)).toBeLessThan(1e-4);
  });
});

it('every preset is held to its peer, or says where it is', () => {
  const held = new Set(peerMaps.map(({ entry }) => `${entry.method} ${entry.preset}`));
  const all = explainers.flatMap(({ id, presets = {} }) =>
    Object.keys(presets).map((preset) => `${id} ${preset}`),
  );
  expect(all.filter((name) => !held.has(name)).sort()).toEqual(Object.keys(elsewhere).sort());
});
