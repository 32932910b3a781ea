import { defineAgreement, type Heatmap } from '@camscope/core';
import { extentOf } from '@camscope/pixels';
import { z } from 'zod';
import { mapOf } from './inputs.ts';

/** By how much the entropy of the map's histogram rises, as a share of that of the map which it came of. */
export const complexityRise = defineAgreement({
  id: 'complexity-rise',
  title: 'Rise of complexity',
  alsoCalled: [{ name: 'eMPRT', by: 'Hedström et al.' }],
  summary:
    "By which share the entropy of the heat's histogram rises from the map of the untouched network: what maps of a network that has forgotten all should do.",
  citation: {
    text: 'Hedström, Weber, Lapuschkin, Höhne: Sanity checks revisited: an exploration to repair the model parameter randomisation test, 2024',
    arxiv: '2401.06465',
  },
  options: z.strictObject({
    bins: z
      .int()
      .min(2)
      .default(100)
      .describe('Bins of equal width from the lowest heat of a map to its highest'),
  }),
  needs: 'map',
  ordered: true,
  scoreDirection: 'higher',
  range: [-1, Infinity],
  compare(a, b, { bins }) {
    const [before, after] = [a, b].map((input) => entropyOf(mapOf(input), bins));
    if (before === 0) return { value: null, reason: 'The first map is the same everywhere' };
    return { value: (after - before) / before };
  },
});

/** In nats. */
function entropyOf({ data }: Heatmap, bins: number): number {
  const { low, high } = extentOf(data)!;
  if (low === high) return 0;
  const counts = new Uint32Array(bins);
  for (const heat of data) counts[Math.min(bins - 1, Math.floor(((heat - low) / (high - low)) * bins))]++;
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / data.length) * Math.log(count / data.length);
  return entropy;
}
