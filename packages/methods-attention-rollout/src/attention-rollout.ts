import { defineExplainer, type Expression } from '@camscope/core';
import {
  add,
  discarded,
  div,
  identity,
  largest,
  matmul,
  mean,
  readout,
  smallest,
  sum,
  tokenMaps,
  transposed,
} from '@camscope/onnx/expressions';
import { z } from 'zod';

const fusions = {
  mean: (heads: Expression) => mean(heads, 'channels'),
  max: (heads: Expression) => largest(heads, 'channels'),
  min: (heads: Expression) => smallest(heads, 'channels'),
};

/** Attention rollout: `Π_l norm(fuse_h A_l + I)`, of which the row that the head reads is shown. */
export const attentionRollout = defineExplainer({
  id: 'attention-rollout',
  title: 'Attention rollout',
  short: 'AR',
  summary: 'Follows attention through all blocks of a vision transformer; the same for every class.',
  citation: {
    text: 'Abnar, Zuidema: Quantifying Attention Flow in Transformers, ACL 2020',
    doi: '10.18653/v1/2020.acl-main.385',
    arxiv: '2005.00928',
  },
  options: z.strictObject({
    headFusion: z
      .enum(['mean', 'max', 'min'])
      .default('mean')
      .describe('How the heads of a block become one'),
    discardRatio: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe('Share of the smallest elements of each matrix that count as 0'),
    residual: z
      .boolean()
      .default(true)
      .describe('Every token also reads itself, as past the attention of a block; the paper: yes'),
    normalise: z
      .enum(['rows', 'columns'])
      .default('rows')
      .describe("'columns': divide each column by the sum of the row of its number, as vit-explain does"),
  }),
  presets: {
    'vit-explain': {
      summary: 'Nine tenths of each matrix discarded, columns divided by the sums of rows',
      options: { discardRatio: 0.9, normalise: 'columns' },
    },
  },
  map: ({ attentions }, { headFusion, discardRatio, residual, normalise }) => {
    const blocks = attentions.map((heads) => {
      const fused = discarded(fusions[headFusion](heads), discardRatio);
      const flow = residual ? add(fused, identity(fused)) : fused;
      const sums = sum(flow, 'width');
      return div(flow, normalise === 'rows' ? sums : transposed(sums));
    });
    // From the last block down, so that vectors are multiplied and not matrices.
    const last = readout(blocks[blocks.length - 1]); // [N,1,1,T]
    return tokenMaps(blocks.slice(0, -1).reduceRight((row, block) => matmul(row, block), last));
  },
});
