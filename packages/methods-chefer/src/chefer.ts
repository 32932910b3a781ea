import { defineExplainer } from '@camscope/core';
import {
  add,
  gradient,
  identity,
  matmul,
  mean,
  mul,
  readout,
  relu,
  tokenMaps,
} from '@camscope/onnx/expressions';

/** Generic attention explainability: `R ← R + (mean_h ReLU(∂S/∂A_l ∘ A_l))·R`, block by block, of which the row that the head reads is shown. */
export const chefer = defineExplainer({
  id: 'chefer',
  title: 'Generic attention explainability',
  short: 'GAE',
  summary: 'Follows the attention that speaks for a class through all blocks of a vision transformer.',
  citation: {
    text: 'Chefer, Gur, Wolf: Generic Attention-model Explainability for Interpreting Bi-Modal and Encoder-Decoder Transformers, ICCV 2021',
    doi: '10.1109/ICCV48922.2021.00045',
    arxiv: '2103.15679',
  },
  map: ({ attentions, score }) => {
    const blocks = attentions.map((heads) => mean(relu(mul(gradient(score, heads), heads)), 'channels'));
    const own = readout(identity(attentions[0])); // [N,1,1,T]
    // From the last block down, so that vectors are multiplied and not matrices.
    return tokenMaps(blocks.reduceRight((row, block) => add(row, matmul(row, block)), own));
  },
});
