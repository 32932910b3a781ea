import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import {
  chooseMethod,
  createContainer,
  defineExplainer,
  definePlugin,
  methodName,
  methodSpec,
  nameOfSpec,
  REGISTRY,
  type Expression,
  type MethodInFull,
} from '@camscope/core';

const map = (): Expression => ({ word: 'activations' }) as never;
const plain = (id: string) =>
  defineExplainer({
    id,
    title: id,
    short: id[0],
    options: z.strictObject({ relu: z.boolean().default(true) }),
    map,
  });
const plugin = definePlugin({
  name: 'methods',
  apiVersion: 1,
  contributes: [
    plain('grad-cam'),
    plain('layer-cam'),
    defineExplainer({ id: 'finer', title: 'Finer', short: 'F', takes: 'one', combine: () => ({}) }),
    defineExplainer({ id: 'ensemble', title: 'Ensemble', takes: 'many', combine: () => ({}) }),
  ],
});
const { explainer: explainers } = createContainer([plugin]).get(REGISTRY);

describe('the name of a method', () => {
  test.each<[string, MethodInFull]>([
    ['grad-cam', { use: 'grad-cam' }],
    [' finer(grad-cam) ', { use: 'finer', of: [{ use: 'grad-cam' }] }],
    ['a(b, c(d,e), f)', { use: 'a', of: ['b', 'c(d,e)', 'f'].map(methodSpec) }],
  ])('%s asks for what it is made of', (text, spec) => {
    expect(methodSpec(text)).toEqual(spec);
  });

  it.each(['ensemble(finer(grad-cam),layer-cam)', 'finer(finer(grad-cam))', 'grad-cam'])(
    '%s is that of what it asks for',
    (name) => {
      expect(nameOfSpec(methodSpec(name))).toBe(name);
    },
  );

  it.each([
    '',
    '(grad-cam)',
    'finer(',
    'finer)',
    'finer()',
    'finer(grad-cam',
    'finer(a))',
    'finer(a,)',
    'f(a)(b)',
    'f(a)b',
  ])("'%s' is none", (text) => {
    expect(() => methodSpec(text)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});

describe('a method of others', () => {
  it('is chosen with its parts, each with its own options', () => {
    const { explainer, options } = chooseMethod(explainers, {
      use: 'finer',
      of: { use: 'ensemble', of: [{ use: 'grad-cam', options: { relu: false } }, 'layer-cam'] },
    });
    expect([methodName(explainer), explainer.short, options]).toEqual([
      'finer(ensemble(grad-cam,layer-cam))',
      'F(ensemble)',
      {},
    ]);
    const [ensemble] = explainer.combine ? explainer.of! : [];
    const parts = ensemble.explainer.combine ? ensemble.explainer.of! : [];
    expect(parts.map((part) => part.options)).toEqual([{ relu: false }, { relu: true }]);
  });

  it.each<[string, MethodInFull, string, string]>([
    ['made of nothing', { use: 'finer' }, 'CONFIG_INVALID', "'finer' is made of one other method"],
    [
      'one of two',
      { use: 'finer', of: ['grad-cam', 'layer-cam'] },
      'CONFIG_INVALID',
      "'finer' is made of one other method",
    ],
    [
      'several of one',
      { use: 'ensemble', of: 'grad-cam' },
      'CONFIG_INVALID',
      "'ensemble' is made of two or more methods",
    ],
    [
      'of a method that stands alone',
      { use: 'grad-cam', of: 'layer-cam' },
      'CONFIG_INVALID',
      "'grad-cam' is not made of other methods",
    ],
    [
      'of an unknown one',
      { use: 'finer', of: 'grad-kam' },
      'NAME_UNKNOWN',
      "No explainer is called 'grad-kam'",
    ],
    [
      'of an unknown one within',
      { use: 'finer', of: { use: 'finer', of: 'grad-kam' } },
      'NAME_UNKNOWN',
      "No explainer is called 'grad-kam'",
    ],
    [
      'with options that its part does not have',
      { use: 'finer', of: { use: 'grad-cam', options: { rule: 1 } } },
      'CONFIG_INVALID',
      "Invalid options for explainer 'grad-cam'",
    ],
    [
      'with the options of its part',
      { use: 'finer', of: 'grad-cam', options: { relu: false } },
      'CONFIG_INVALID',
      "Invalid options for explainer 'finer'",
    ],
  ])('is refused %s', (_, spec, code, summary) => {
    expect(() => chooseMethod(explainers, spec)).toThrow(expect.objectContaining({ code, summary }));
  });
});
