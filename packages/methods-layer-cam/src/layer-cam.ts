import { defineExplainer } from '@camscope/core';
import { channelSum, gradient, mul, relu } from '@camscope/onnx/expressions';

/** LayerCAM: activations weighted by positive gradients, place by place. `L = ReLU(Σ_k ReLU(∂S/∂A^k) ∘ A^k)`. */
export const layerCam = defineExplainer({
  id: 'layer-cam',
  title: 'LayerCAM',
  short: 'LC',
  summary: 'Weights each place of each map by its own positive gradient; made for early layers too.',
  citation: {
    text: 'Jiang et al., LayerCAM: Exploring Hierarchical Class Activation Maps for Localization, IEEE TIP 2021',
    doi: '10.1109/TIP.2021.3089943',
  },
  map: ({ activations, score }) => relu(channelSum(mul(relu(gradient(score, activations)), activations))),
});
