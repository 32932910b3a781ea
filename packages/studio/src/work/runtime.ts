import { productProbe, type Runtime } from '@camscope/core';
import { startWebRuntime } from '@camscope/runtime-web';
import type { Started } from './api.ts';

/** More threads of one operator than this are no faster; one core is the page's. */
const MOST_THREADS = 8;

export interface StudioRuntime {
  readonly runtime: Runtime;
  readonly started: Started;
}

/**
 * Starts ONNX Runtime. The best is WebGPU with a graphics card behind it, else WASM.
 * @param page the URL of the page's folder, in whose `ort` the runtime's binaries are.
 * @throws CamscopeError RUNTIME_FAILED.
 */
export async function startRuntime(page: string): Promise<StudioRuntime> {
  const cores = globalThis.crossOriginIsolated ? navigator.hardwareConcurrency - 1 : 1;
  const threads = Math.max(1, Math.min(MOST_THREADS, cores));
  const web = startWebRuntime({ threads, wasmPaths: new URL('ort/', page).href });
  warm(web);
  const [gpu, runtime] = await Promise.all([graphicsCard(), web.version()]);
  const started: Started = {
    provider: gpu === 'card' ? 'webgpu' : 'wasm',
    available: gpu === 'none' ? ['wasm'] : ['webgpu', 'wasm'],
    threads,
    why: WHY[gpu],
    runtime,
  };
  return { runtime: web, started };
}

/** Has the binary fetched and compiled, while a network is. What fails is told by the session that needs it. */
function warm(runtime: Runtime): void {
  const smallest = { proto: productProbe, external: new Map() };
  runtime.open(smallest, { provider: runtime.baseline }).catch(() => undefined);
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
