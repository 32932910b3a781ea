import type { AnyContribution } from '@camscope/core';
import { sharpCodec } from '@camscope/images';
import { nodeRuntime } from '@camscope/runtime-node';
import {
  testAgreement,
  testBaseline,
  testClassification,
  testFaithfulness,
  testFeature,
  testFilter,
  testImageCodec,
  testMetric,
  testRuntime,
  testSegmenter,
  type Kit,
  type OptionSets,
} from '@camscope/testkit';
import { describe, test } from 'vitest';
import { nameOf, plugins } from '../docs/plugins.ts';

/** Kits that ask for nothing but the contribution; the others are used in the packages of their kinds. */
const kits: Readonly<
  Partial<Record<AnyContribution['kind'], (one: never, kit: Kit & { options?: OptionSets }) => void>>
> = {
  agreement: testAgreement,
  baseline: testBaseline,
  classification: testClassification,
  faithfulness: testFaithfulness,
  feature: testFeature,
  filter: testFilter,
  metric: testMetric,
  segmenter: testSegmenter,
};

/** Where nothing changes by default. */
const settings: Readonly<Record<string, OptionSets>> = {
  'filter/components': [{}, { below: 'clear' }],
  'filter/morphology': [{}, { radius: 2, unit: 'pixels' }],
};

describe.each(
  plugins
    .flatMap(({ contributes }) => contributes)
    .flatMap((one) => {
      const kit = kits[one.kind];
      return kit ? [{ name: nameOf(one), one, kit }] : [];
    }),
)('$name', ({ name, one, kit }) => kit(one as never, { test, options: settings[name] }));

describe('runtime/node', () => testRuntime(nodeRuntime, { test }));

describe('image-codec/sharp', () => testImageCodec(sharpCodec, { test }));
