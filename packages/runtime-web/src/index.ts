import { definePlugin, defineRuntime } from '@camscope/core';
import { options } from './options.ts';
import { startWebRuntime } from './runtime.ts';

export { startWebRuntime, type WebRuntime } from './runtime.ts';
export type { WebRuntimeOptions } from './options.ts';
export type { WebSession } from './session.ts';

export const webRuntime = defineRuntime({
  id: 'web',
  title: 'ONNX Runtime for the web',
  summary: 'Sessions on onnxruntime-web, in the page or worker that asks for them: webgpu and wasm.',
  citation: { text: 'ONNX Runtime developers, ONNX Runtime', url: 'https://onnxruntime.ai' },
  options,
  start: startWebRuntime,
});

export default definePlugin({ name: '@camscope/runtime-web', apiVersion: 1, contributes: [webRuntime] });
