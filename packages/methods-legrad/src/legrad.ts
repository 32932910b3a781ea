import { defineExplainer } from '@camscope/core';
import { add, gradient, mean, mul, relu, tokenMaps } from '@camscope/onnx/expressions';

/** LeGrad: `mean_l mean_h,q ReLU(∂S_l/∂A_l)`, where S_l is the score that the head makes of block l's own tokens. */
export const legrad = defineExplainer({
  id: 'legrad',
  title: 'LeGrad',
  short: 'LeG',
  summary:
    'Asks of every block of a vision transformer which attention would raise the score of its own tokens.',
  citation: {
    text: 'Bousselham, Boggust, Chaybouti, Strobelt, Kuehne: LeGrad: An Explainability Method for Vision Transformers via Feature Formation Sensitivity, 2024',
    arxiv: '2404.03214',
  },
  map: ({ attentions, blockScores }) => {
    const blocks = attentions.map((heads, block) =>
      mean(relu(gradient(blockScores[block], heads)), 'channels', 'height'),
    );
    return tokenMaps(mul(1 / blocks.length, blocks.reduce(add))); // from [N,1,1,T]
  },
});
