import { defineFaithfulness, type Measurement } from '@camscope/core';

const NO_HEAT: Measurement = { value: null, reason: 'The map has no heat' };

/** Gini index of the heat: 0 where it is even, towards 1 where few pixels have it all. */
export const sparseness = defineFaithfulness({
  id: 'sparseness',
  title: 'Sparseness',
  summary: 'Gini index of the heat: 0 where every pixel has the same, towards 1 where one has it all.',
  citation: {
    text: 'Chalasani, Chen, Chowdhury, Wu, Jha: Concise explanations of neural networks using adversarial training, ICML 2020',
    arxiv: '1810.06583',
  },
  scoreDirection: 'higher',
  range: [0, 1],
  async evaluate({ map }) {
    const sorted = map.data.slice().sort();
    const total = sumOf(sorted);
    if (total === 0) return NO_HEAT;
    const n = sorted.length;
    let weighted = 0;
    for (let i = 0; i < n; i++) weighted += (sorted[i] / total) * (n - i - 0.5);
    return { value: 1 - (2 * weighted) / n };
  },
});

/** Entropy of the heat, in nats: 0 where one pixel has it all, log of their number where it is even. */
export const complexity = defineFaithfulness({
  id: 'complexity',
  title: 'Complexity',
  summary: 'Entropy of the heat in nats: 0 where one pixel has it all.',
  citation: {
    text: 'Bhatt, Weller, Moura: Evaluating and aggregating feature-based model explanations, IJCAI 2020',
    doi: '10.24963/ijcai.2020/417',
  },
  scoreDirection: 'lower',
  range: [0, Infinity],
  async evaluate({ map }) {
    const total = sumOf(map.data);
    if (total === 0) return NO_HEAT;
    let entropy = 0;
    for (const heat of map.data) if (heat > 0) entropy -= (heat / total) * Math.log(heat / total);
    return { value: Math.max(0, entropy) };
  },
});

function sumOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
