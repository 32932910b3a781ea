import { runtimeWith, sessionWith, type Runtime } from '@camscope/core';
import { startWebRuntime } from '@camscope/runtime-web';
import type { Provider, Started } from './api.ts';

/** More threads of one operator than this are no faster. */
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
  const threads = globalThis.crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;
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
  return { runtime: breathing(web), started };
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

/** Lets messages in before every run: a worker that computes without a break hears of no cancelling. */
function breathing(runtime: Runtime): Runtime {
  return runtimeWith(runtime, {
    async open(source, options) {
      const session = await runtime.open(source, options);
      return sessionWith(session, {
        async run(feeds, how) {
          const answer = session.run(feeds, how);
          await breath();
          return answer;
        },
      });
    },
  });
}

function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
