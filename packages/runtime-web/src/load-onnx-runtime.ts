import { CamscopeError, messageOf } from '@camscope/core';
import type { PageOptions } from './options.ts';

export type OnnxRuntime = typeof import('onnxruntime-web/webgpu');

/** Threads whose script the page does not serve never answer: how long they are waited for, in milliseconds. */
const PATIENCE = 120_000;

/** ONNX Runtime is loaded once in a page, and keeps the options of that moment. */
let loaded: { readonly settings: string; readonly module: Promise<OnnxRuntime> } | undefined;

/**
 * The runtime's script, on first use. Its binary follows with the first session.
 * @throws CamscopeError CONFIG_INVALID when the page has loaded it with other options; RUNTIME_FAILED.
 */
export function loadOnnxRuntime(page: PageOptions): Promise<OnnxRuntime> {
  const settings = JSON.stringify([page.threads, page.wasmPaths]);
  loaded ??= { settings, module: load(page) };
  if (loaded.settings === settings) return loaded.module;
  throw new CamscopeError('CONFIG_INVALID', 'ONNX Runtime runs in this page with other options already', {
    asked: `[threads, wasmPaths]: ${settings}`,
    found: loaded.settings,
    fix: 'Start every runtime of a page with the same options, or run this one in a worker',
  });
}

async function load({ threads, wasmPaths }: PageOptions): Promise<OnnxRuntime> {
  // The entry of the native WebGPU provider, which holds WASM as well; the package's default entry holds another one.
  const ort = await import('onnxruntime-web/webgpu').catch((cause: unknown) => {
    throw new CamscopeError('RUNTIME_FAILED', 'The script of onnxruntime-web cannot be loaded', {
      found: messageOf(cause),
      fix: 'Serve it with the page, and reload',
      cause,
    });
  });
  ort.env.logLevel = 'error';
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.wasmPaths = wasmPaths;
  if (threads > 1) ort.env.wasm.initTimeout = PATIENCE;
  return ort;
}
