import { definePlugin, defineModel } from '@camscope/core';
import { describeModel, stages } from '@camscope/onnx';

export const generic = defineModel({
  id: 'generic',
  title: 'Any CNN',
  summary:
    'Any network with a spatial tensor before its head. Its layers are the last tensors at each resolution.',
  citation: 'own',
  fallback: true,
  recognise: (graph, head) => describeModel(graph, head, 'cnn', stages(graph, head.logits)),
});

export default definePlugin({ name: '@camscope/models-generic', apiVersion: 1, contributes: [generic] });
