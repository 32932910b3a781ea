import { definePlugin, defineRuntime } from '@camscope/core';
import { startNodeRuntime } from './runtime.ts';

export { startNodeRuntime, type NodeRuntime } from './runtime.ts';
export type { NodeSession } from './session.ts';

export const nodeRuntime = defineRuntime({
  id: 'node',
  title: 'ONNX Runtime for Node.js',
  summary:
    'Sessions on onnxruntime-node, each in a worker thread: cpu, webgpu, and cuda once its libraries are installed.',
  citation: { text: 'ONNX Runtime developers, ONNX Runtime', url: 'https://onnxruntime.ai' },
  start: () => startNodeRuntime(),
});

export default definePlugin({ name: '@camscope/runtime-node', apiVersion: 1, contributes: [nodeRuntime] });
