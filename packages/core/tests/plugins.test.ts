import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  ContainerModule,
  createContainer,
  defineExplainer,
  defineFilter,
  defineMetric,
  definePlugin,
  parseOptions,
  pluginFaults,
  presetOf,
  REGISTRY,
  tokenOf,
  type DefinitionFault,
  type Registry,
} from '@camscope/core';

const blur = defineFilter({
  id: 'blur',
  title: 'Blur',
  options: z.strictObject({
    sigma: z.number().positive().default(1),
    edge: z.enum(['zero', 'reflect']).default('zero'),
  }),
  presets: { soft: { summary: 'Softer', options: { sigma: 4 }, map: { upsample: 'bicubic' } } },
  filter: (map) => map,
});
const plain = defineFilter({ id: 'plain', title: 'Plain', filter: (map) => map });
const plugin = definePlugin({ name: 'a-plugin', apiVersion: 1, contributes: [blur, plain] });

const textsOf = (faults: readonly DefinitionFault[]) => faults.map(({ text }) => text);
const faultsOf = (contribution: unknown) =>
  textsOf(pluginFaults({ name: 'faulty', apiVersion: 1, contributes: [contribution] }));

describe('definitions', () => {
  it('are plain frozen values that declare what they are', () => {
    expect(blur).toMatchObject({ kind: 'filter', id: 'blur', title: 'Blur' });
    expect(Object.isFrozen(blur)).toBe(true);
    expect(parseOptions(plain)).toEqual({});
  });

  it('have a kebab-case id', () => {
    for (const id of ['Blur', 'blur_2', '2blur', '-blur', '']) {
      const faulty = defineFilter({ id, title: 'Blur', filter: (map) => map });
      expect(faultsOf(faulty)).toEqual([expect.stringMatching(/write kebab-case/)]);
    }
  });

  it('are of one version of the contracts', () => {
    const old = definePlugin({ name: 'old', apiVersion: 0, contributes: [{}] });
    expect(textsOf(pluginFaults(old))).toEqual([expect.stringMatching(/API version 0;.*API version 1/)]);
  });

  it('tell a plugin from anything else', () => {
    expect(pluginFaults(plugin)).toEqual([]);
    expect(pluginFaults({ name: 'by another core', apiVersion: 1, contributes: [], module: {} })).toEqual([]);
    expect([null, 'x', [], {}, { name: 'x', apiVersion: '1' }].map((other) => textsOf(pluginFaults(other))))
      .toMatchInlineSnapshot(`
      [
        [
          "its default export is null, not a plugin",
        ],
        [
          "its default export is 'x', not a plugin",
        ],
        [
          "its default export is an empty list, not a plugin",
        ],
        [
          "'name' is undefined; write text",
          "'apiVersion' is undefined; write 1",
          "'contributes' is undefined; write a list",
        ],
        [
          "'apiVersion' is '1'; write 1",
          "'contributes' is undefined; write a list",
        ],
      ]
    `);
  });

  it('may be written by hand, and are then the same', () => {
    const byHand = { kind: 'filter', id: 'by-hand', title: 'By hand', options: z.strictObject({}) } as const;
    const filter = createContainer([
      { name: 'a', apiVersion: 1, contributes: [{ ...byHand, filter: () => undefined as never }] },
    ]).get(REGISTRY).filter;
    expect(filter.get('by-hand')).toMatchObject(byHand);
    expect(() =>
      filter.get('by-hand').filter({ width: 1, height: 1, data: new Float32Array(1) }, {}, {}),
    ).toThrow(/The filter 'by-hand' of the plugin 'a': filter gave what it must not[^]*found: undefined/);
  });

  it('tell all that is wrong with them at once', () => {
    const faulty = [
      { ...plain, filtre: plain.filter, filter: undefined },
      { ...plain, kind: 'filtre', id: 'strange' },
      { kind: 'metric', id: 'Bad Metric', title: 7, options: {}, needs: 'maps', range: [1, 0], measure: 'x' },
      { kind: 'explainer', id: 'twice', title: 'Twice', options: z.strictObject({}), gives: 'heat' },
      {
        kind: 'dataset',
        id: 'd',
        title: 'D',
        options: z.strictObject({ split: z.string() }),
        open: () => 1,
        starter: { take: [] },
      },
      undefined,
    ];
    const contributes = faulty as unknown as (typeof plain)[];
    expect(() => createContainer([{ name: 'faulty', apiVersion: 1, contributes }]))
      .toThrowErrorMatchingInlineSnapshot(`
        [CamscopeError: The plugin 'faulty' cannot be used
          found: filter 'plain': unknown key 'filtre' (nearest: file, filter)
                 filter 'plain': 'filter' is missing; write a function
                 contribution 'strange': there is no kind 'filtre'; write 'filter'
                 metric 'Bad Metric': 'id' is 'Bad Metric'; write kebab-case, words of lower-case letters and digits joined by hyphens: 'grad-cam'
                 metric 'Bad Metric': 'title' is 7; write text
                 metric 'Bad Metric': 'options' is an object without keys; write a strict object of zod 4, z.strictObject({}) where there are none
                 metric 'Bad Metric': 'scoreDirection' is missing; write 'higher' or 'lower' or 'none'
                 metric 'Bad Metric': 'range' is [1, 0]; write two numbers, the smaller one first: [0, 1]
                 metric 'Bad Metric': 'needs' is 'maps'; write 'segmentation' or 'map'
                 metric 'Bad Metric': 'measure' is 'x'; write a function
                 explainer 'twice': 'gives' is 'heat'; write 'map' or 'attribution'
                 explainer 'twice': it must have 'map' or 'perturb' or 'host' or 'combine', one of them
                 dataset 'd': unknown key 'starter.take' (nearest: takes)
                 dataset 'd': 'starter.takes' is missing; write a list
                 dataset 'd': 'starter.needs' is missing; write a list
                 dataset 'd': 'starter.write' is missing; write a function
                 dataset 'd': 'options' has 'split', which is a key of studies; give it another name
                 contributes[5]: it is undefined; write what a define function gives
          do: Correct its definitions]
      `);
  });
});

describe('the registry', () => {
  it('holds contributions by kind and id, with the plugin they came from', () => {
    const registry = createContainer([plugin]).get(REGISTRY);
    expect(registry.filter.ids).toEqual(['blur', 'plain']);
    expect(registry.filter.get('blur')).toBe(blur);
    expect(registry.filter.pluginOf('plain')).toBe('a-plugin');
    expect(registry.metric.all()).toEqual([]);
  });

  it('names what is near an id that nobody contributes', () => {
    const registry = createContainer([plugin]).get(REGISTRY);
    expect(() => registry.filter.get('blurr')).toThrow(/No filter is called 'blurr'[^]*Nearest: blur/);
  });

  it('refuses one id from two plugins, naming both', () => {
    const other = definePlugin({ name: 'b-plugin', apiVersion: 1, contributes: [blur] });
    expect(() => createContainer([plugin, other]).get(REGISTRY)).toThrow(
      /filter 'blur'[^]*a-plugin and b-plugin/,
    );
  });

  it('says where the plugin at fault is named, if a file names it', () => {
    const other = {
      ...definePlugin({ name: 'b-plugin', apiVersion: 1, contributes: [blur] }),
      at: 's.yaml:2:4',
    };
    expect(() => createContainer([plugin, other]).get(REGISTRY)).toThrow(/^s\.yaml:2:4: Two plugins/);
  });

  it('refuses a plugin of another core: of another version, or with a kind that this one lacks', () => {
    expect(() => createContainer([{ ...plugin, apiVersion: 2 }])).toThrow(/'a-plugin'[^]*API version 2/);
    const lens = { ...plain, kind: 'lens' } as unknown as typeof plain;
    expect(() => createContainer([{ ...plugin, contributes: [lens] }])).toThrow(
      /'a-plugin' cannot be used[^]*'plain': there is no kind 'lens'; write one of explainer, segmenter,/,
    );
  });

  it('lacks no kind', () => {
    const { filter, ...others } = createContainer([plugin]).get(REGISTRY);
    // @ts-expect-error a registry without filters is none
    const lacking: Registry = others;
    expect({ ...lacking, filter }).toEqual(createContainer([plugin]).get(REGISTRY));
  });

  it('lets one id be of two kinds, and a plugin be listed twice', () => {
    const metric = defineMetric({
      id: 'blur',
      title: 'Blur',
      needs: 'map',
      scoreDirection: 'lower',
      range: [0, 1],
      measure: () => ({ value: 0 }),
    });
    const other = definePlugin({ name: 'b-plugin', apiVersion: 1, contributes: [metric] });
    const registry = createContainer([plugin, other, plugin]).get(REGISTRY);
    expect(registry.metric.get('blur')).toBe(metric);
  });

  it('is built from whatever the container holds', () => {
    const explainer = defineExplainer({ id: 'nothing', title: 'Nothing', map: ({ image }) => image });
    const byHand = new ContainerModule(({ bind }) => {
      bind(tokenOf('explainer')).toConstantValue({ plugin: 'by hand', contribution: explainer });
    });
    expect(createContainer([plugin], byHand).get(REGISTRY).explainer.pluginOf('nothing')).toBe('by hand');
  });
});

describe('options', () => {
  it('are filled in with defaults', () => {
    expect(parseOptions(blur)).toEqual({ sigma: 1, edge: 'zero' });
    expect(parseOptions(blur, { sigma: 3 })).toEqual({ sigma: 3, edge: 'zero' });
  });

  it('are refused by name, with the valid ones', () => {
    expect(() => parseOptions(blur, { sigmaa: 3, edge: 'none' })).toThrowErrorMatchingInlineSnapshot(`
      [CamscopeError: Invalid options for filter 'blur'
        asked: {"sigmaa":3,"edge":"none"}
        found: edge: Invalid option: expected one of "zero"|"reflect"; unknown option 'sigmaa' (nearest: sigma)
        do: Options are: sigma, edge]
    `);
    expect(() => parseOptions(plain, { a: 1 })).toThrow(/takes no options/);
  });

  it('may start from a preset, which what is given outdoes', () => {
    expect(parseOptions(blur, { preset: 'soft' })).toEqual({ sigma: 4, edge: 'zero' });
    expect(parseOptions(blur, { preset: 'soft', sigma: 2 })).toEqual({ sigma: 2, edge: 'zero' });
    expect(presetOf(blur, { preset: 'soft' })?.map).toEqual({ upsample: 'bicubic' });
    expect(presetOf(blur, {})).toBeUndefined();
    expect(() => parseOptions(blur, { preset: 'sofd' })).toThrow(
      /No preset of 'blur' is called 'sofd'[^]*soft/,
    );
    expect(() => parseOptions(plain, { preset: 'soft' })).toThrow(/unknown option 'preset'/);
  });
});
