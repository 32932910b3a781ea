import { madeOfAny } from '@camscope/conformance';
import { createContainer, parseOptions, REGISTRY } from '@camscope/core';
import { looksAtLayer } from '@camscope/engine';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { expect, it } from 'vitest';

it('methods are known that are the same at every layer', async () => {
  const { explainer } = createContainer(await loadWanted(portablePlugins, ['explainer'])).get(REGISTRY);
  const all = explainer.all().map((one, _, all) => madeOfAny(one, all));
  const same = all.filter((one) => !looksAtLayer(one, parseOptions(one)));
  expect(same.map(({ id }) => id).sort()).toEqual([
    'attention-rollout',
    'blur-ig',
    'chefer',
    'deconvnet',
    'deep-lift',
    'deep-lift-shap',
    'expected-gradients',
    'feature-ablation',
    'full-grad',
    'gradient-shap',
    'guided-backprop',
    'hsic',
    'input-gradient',
    'input-x-gradient',
    'integrated-gradients',
    'kernel-shap',
    'legrad',
    'lime',
    'lrp',
    'occlusion',
    'rise',
    'smooth-grad',
    'smooth-ig',
    'sobol',
    'square-grad',
    'var-grad',
    'xrai',
  ]);
});
