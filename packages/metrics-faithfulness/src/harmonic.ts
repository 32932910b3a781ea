import {
  CamscopeError,
  defineFaithfulness,
  type FaithfulnessInput,
  type FloatTensor,
  type Heatmap,
  type Measurement,
} from '@camscope/core';
import { pearson } from '@camscope/statistics';
import { z } from 'zod';
import { explanationMap } from './average-drop.ts';
import { road } from './road.ts';
import { scoreOption, scoresOf } from './scores.ts';
import { substrateOf, substrateOptions } from './substrate.ts';

const INCOHERENT: Measurement = {
  value: null,
  reason: 'The map, or that of the image of which only its heat is left, is the same everywhere',
};
const PARTS = {
  coherency: 'half of 1 and the correlation of the map with that of the image of which only its heat is left',
  spareness: '1 less the mean heat',
};

/** Harmonic mean of 1 less the average drop, coherency, and 1 less complexity. */
export const adcc = defineFaithfulness({
  id: 'adcc',
  title: 'ADCC',
  summary: `Harmonic mean of 1 less the average drop, of coherency (${PARTS.coherency}) and of ${PARTS.spareness}.`,
  citation: {
    text: 'Poppi, Cornia, Baraldi, Cucchiara: Revisiting the evaluation of class activation mapping for explainability: a novel metric and experimental analysis, CVPR workshops 2021',
    arxiv: '2104.10252',
  },
  options: z.strictObject(substrateOptions('zero')),
  scoreDirection: 'higher',
  range: [0, 1],
  asks: ['maps'],
  async evaluate(input, options) {
    const shown = explanationMap(input, substrateOf(input.image, options));
    const coherency = await coherencyOf(input, shown);
    const [before, after] = await scoresOf(input, [input.image, shown], 'probability');
    if (!(before > 0))
      return { value: null, reason: "The class's probability is not positive to begin with" };
    if (coherency === null) return INCOHERENT;
    const drop = Math.max(0, before - after) / before;
    return { value: harmonicMean([1 - drop, coherency, 1 - meanOf(input.map)]) };
  },
});

/** Harmonic mean of twice ROAD, coherency, and 1 less complexity. */
export const arcc = defineFaithfulness({
  id: 'arcc',
  title: 'ARCC',
  summary: `Harmonic mean of twice ROAD, 0 where that is below, of coherency (${PARTS.coherency}) and of ${PARTS.spareness}.`,
  citation: {
    text: 'Domeniconi, Stramiglio, Lombardi, Salti: How to evaluate and refine your CAM, 2026',
    arxiv: '2605.14641',
  },
  options: road.options.extend({
    shares: road.options.shape.shares
      .unwrap()
      .default([0.2, 0.4, 0.6, 0.8])
      .describe(road.options.shape.shares.description!),
    score: scoreOption('probability'),
    ...substrateOptions('zero'),
  }),
  scoreDirection: 'higher',
  range: [0, 1],
  asks: ['maps'],
  async evaluate(input, { substrate, sigma, truncate, border, ...chosen }) {
    const shown = explanationMap(input, substrateOf(input.image, { substrate, sigma, truncate, border }));
    const coherency = await coherencyOf(input, shown);
    if (coherency === null) return INCOHERENT;
    const removed = await road.evaluate(input, chosen);
    if (removed.value === null) return removed;
    const twice = Math.min(1, Math.max(0, 2 * removed.value));
    return { value: harmonicMean([twice, coherency, 1 - meanOf(input.map)]) };
  },
});

/** From 0 to 1; null where one of the maps has no contrast. */
async function coherencyOf({ map, explain }: FaithfulnessInput, shown: FloatTensor): Promise<number | null> {
  if (!explain)
    throw new CamscopeError('INTERNAL', 'A measure that asks for maps was given no way to explain');
  const [other] = await explain([shown]);
  const { coefficient } = pearson(map.data, other.data);
  return coefficient === null ? null : (coefficient + 1) / 2;
}

function meanOf({ data }: Heatmap): number {
  return data.reduce((sum, heat) => sum + heat, 0) / data.length;
}

/** 0 where any is. */
function harmonicMean(values: readonly number[]): number {
  return values.length / values.reduce((sum, value) => sum + 1 / value, 0);
}
