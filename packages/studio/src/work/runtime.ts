import type { Runtime } from '@camscope/core';
import { startWebRuntime } from '@camscope/runtime-web';
import type { Provider, Started } from './api.ts';

/** More threads of one operator than this are no faster; one core is the page's. */
const MOST_THREADS = 8;

export interface StudioRuntime {
  readonly runtime: Runtime;
  readonly started: Started;
}

/**
 * Starts ONNX Runtime on what is wanted or, where nothing is, on WebGPU with a graphics card behind it, else on WASM.
 * @param page the URL of the page's folder, in whose `ort` the runtime's binaries are.
 * @throws CamscopeError RUNTIME_FAILED.
 */
export async function startRuntime(page: string, wanted?: Provider): Promise<StudioRuntime> {
  const cores = globalThis.crossOriginIsolated ? navigator.hardwareConcurrency - 1 : 1;
  const threads = Math.max(1, Math.min(MOST_THREADS, cores));
  const web = startWebRuntime({ threads, wasmPaths: new URL('ort/', page).href });
  const gpu = await graphicsCard();
  const best: Provider = gpu === 'card' ? 'webgpu' : 'wasm';
  const started: Started = {
    provider: wanted ?? best,
    available: gpu === 'none' ? ['wasm'] : ['webgpu', 'wasm'],
    threads,
    why: wanted ? 'asked' : WHY[gpu],
    runtime: await web.version(),
  };
  return { runtime: web, started };
}

const WHY = { card: 'webgpu', software: 'software-webgpu', none: 'no-webgpu' } as const;

/** The little of WebGPU that is asked here. */
interface Gpu {
  requestAdapter(): Promise<{
    readonly info?: { readonly isFallbackAdapter?: boolean; readonly architecture?: string };
  } | null>;
}

/** What is behind WebGPU: software computes right, and slower than WASM. */
async function graphicsCard(): Promise<keyof typeof WHY> {
  const { gpu } = navigator as { gpu?: Gpu };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  if (!adapter) return 'none';
  const { isFallbackAdapter, architecture } = adapter.info ?? {};
  return isFallbackAdapter || architecture === 'swiftshader' ? 'software' : 'card';
}
