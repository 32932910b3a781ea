import { join } from 'node:path';
import { isCamscopeError, type Explainer } from '@camscope/core';
import { noOverrides, readStudy, resolveStudy, type Study } from '@camscope/experiment';
import { nodeMachine } from '@camscope/experiment-node';
import { describe, expect, it } from 'vitest';
import { registry, STUDY, studyFolder } from './support.ts';

async function studyOf(text: string, set: readonly string[] = []): Promise<Study> {
  const folder = await studyFolder({ study: text });
  const file = await readStudy(nodeMachine, join(folder, 'study.yaml'), 'study.yaml', {
    ...noOverrides,
    set,
  });
  return resolveStudy(file, registry);
}

const withSegmenters = (text: string) => STUDY.replace('segmenters: [threshold]', `segmenters:\n${text}`);

async function failure(text: string, set?: readonly string[]): Promise<string> {
  const error: unknown = await studyOf(text, set).catch((thrown: unknown) => thrown);
  if (!isCamscopeError(error)) throw new Error(`It did not fail: ${String(error)}`);
  return error.message;
}

function relusIn(explainer: Explainer): unknown[] {
  return (explainer.combine && explainer.of ? explainer.of : []).map(({ options }) => options.relu);
}

describe('a grid', () => {
  it('is a variant for every combination, the last option changing first', async () => {
    const { segmenters } = await studyOf(
      withSegmenters(
        '  - threshold\n  - { use: threshold, grid: { above: [0.2, 0.4], fail: [true, false] } }',
      ),
    );
    expect(segmenters.map(({ name, options }) => [name, options])).toEqual([
      ['threshold', { above: 0.5, fail: false }],
      ['threshold[above=0.2,fail=true]', { above: 0.2, fail: true }],
      ['threshold[above=0.2,fail=false]', { above: 0.2, fail: false }],
      ['threshold[above=0.4,fail=true]', { above: 0.4, fail: true }],
      ['threshold[above=0.4,fail=false]', { above: 0.4, fail: false }],
    ]);
  });

  it('goes with a name, with other options and with presets', async () => {
    const study = STUDY.replace(
      'methods: [grad-cam]',
      'methods:\n  - { use: grad-cam, as: mine, layer: auto, grid: { preset: [signed], relu: [true, false] } }',
    );
    const { methods } = await studyOf(study);
    expect(methods.map(({ name, options, map }) => [name, options, map.rectify])).toEqual([
      ['mine[preset=signed,relu=true]', { relu: true }, 'raw'],
      ['mine[preset=signed,relu=false]', { relu: false }, 'raw'],
    ]);
  });

  const averaged = (part: string) =>
    STUDY.replace('[grad-cam]', `[{ use: average, of: [grad-cam, ${part}] }]`);

  it('may be of what a method is made of', async () => {
    const { methods } = await studyOf(averaged('{ use: grad-cam, grid: { relu: [true, false] } }'));
    expect(methods.map(({ name, contribution }) => [name, relusIn(contribution)])).toEqual([
      ['average(grad-cam,grad-cam)[grad-cam.relu=true]', [true, true]],
      ['average(grad-cam,grad-cam)[grad-cam.relu=false]', [true, false]],
    ]);
  });

  it.each([
    ['{ use: grad-cam, grid: { relu: [true, 3] } }', '5:80: methods[0].of[1].grid.relu[1]: Invalid input'],
    ['{ use: grad-cam, grid: { rela: [true] } }', "5:67: unknown key 'rela' (nearest: relu)"],
    [
      '{ use: grad-cam, options: { relu: true }, grid: { relu: [true] } }',
      "'relu' is said in 'options' and in 'grid'",
    ],
  ])('says where it is wrong in %s', async (part, message) => {
    expect(await failure(averaged(part))).toContain(message);
  });

  it('may be given by the command line', async () => {
    const { segmenters } = await studyOf(STUDY, ['segmenters.0.grid.above=[0.1, 0.9]']);
    expect(segmenters.map(({ name }) => name)).toEqual(['threshold[above=0.1]', 'threshold[above=0.9]']);
  });

  it.each([
    [
      'a value that the option does not take',
      '  - { use: threshold, grid: { above: [0.1, x] } }',
      'study.yaml:8:44: segmenters[0].grid.above[1]: Invalid input: expected number, received string',
    ],
    [
      'an option that there is not',
      '  - { use: threshold, grid: { abov: [0.1, 0.2] } }',
      "study.yaml:8:31: unknown key 'abov' (nearest: above)",
    ],
    [
      'an option that is said already',
      '  - { use: threshold, options: { above: 1 }, grid: { above: [0.1] } }',
      "study.yaml:8:61: 'above' is said in 'options' and in 'grid'",
    ],
    [
      'a value twice',
      '  - { use: threshold, grid: { above: [0.1, 0.10] } }',
      "study.yaml:8:44: Two variants are called 'threshold[above=0.1]'",
    ],
    [
      'a list',
      '  - { use: threshold, grid: { above: [[0.1]] } }',
      'study.yaml:8:39: segmenters[0].grid.above[0]: give a number, a text, true or false',
    ],
    ['no values', '  - { use: threshold, grid: { above: [] } }', 'study.yaml:8:38: segmenters[0].grid.above'],
    [
      'no option',
      '  - { use: threshold, grid: {} }',
      'study.yaml:8:29: segmenters[0].grid: name an option and its values',
    ],
    [
      'two of one name',
      "  - { use: threshold, as: 'threshold[above=1]' }\n  - { use: threshold, grid: { above: [1] } }",
      "study.yaml:9:5: Two of the segmenters are called 'threshold[above=1]'",
    ],
  ])('refuses %s, and says where', async (_, segmenters, message) => {
    expect(await failure(withSegmenters(segmenters))).toContain(message);
  });

  it('says what is wrong after it at its place', async () => {
    const segmenters = '  - { use: threshold, grid: { above: [0.1, 0.2] } }\n  - { use: threshhold }';
    expect(await failure(withSegmenters(segmenters))).toContain(
      "study.yaml:9:12: No segmenter is called 'threshhold'",
    );
  });

  it('is none of a filter, of which there is one after the other', async () => {
    expect(await failure(`${STUDY}filters: [{ use: blur, grid: { by: [a] } }]`)).toContain(
      'study.yaml:11:30: filters[0].grid: a filter has no variants, since every map goes through all filters; write a study for each',
    );
  });
});
