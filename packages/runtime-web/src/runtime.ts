import {
  CamscopeError,
  PrecisionGate,
  productProbe,
  type ModelSource,
  type Precision,
  type Runtime,
  type SessionOptions,
} from '@camscope/core';
import { loadOnnxRuntime } from './load-onnx-runtime.ts';
import { loadModelFile } from './model-file.ts';
import { openModel, PROVIDERS } from './open-model.ts';
import type { PageOptions, WebRuntimeOptions } from './options.ts';
import { WebSession } from './session.ts';

const PROBE: ModelSource = { proto: productProbe, external: new Map() };

/** Sessions on onnxruntime-web, in the thread that calls: a page's own, or a worker's. */
export class WebRuntime implements Runtime {
  readonly baseline = 'wasm';
  readonly load = loadModelFile;
  readonly #options: PageOptions;
  readonly #sessions = new Set<WebSession>();
  readonly #gate = new PrecisionGate(this.baseline, (...asked) => this.#openProbe(...asked));
  #closed: Promise<void> | undefined;

  constructor(options: PageOptions) {
    this.#options = options;
  }

  async version(): Promise<string> {
    const { env } = await loadOnnxRuntime(this.#options);
    return env.versions.web ?? env.versions.common;
  }

  /** Whether the browser supports WebGPU shows when a session is opened. */
  async providers(): Promise<readonly string[]> {
    return PROVIDERS;
  }

  async open(source: ModelSource, options: SessionOptions): Promise<WebSession> {
    this.#checkOpen();
    this.#checkThreads(options.threads);
    const ort = await loadOnnxRuntime(this.#options);
    const { provider, fallback = [], precision: asked = 'exact' } = options;
    const { trusted, refused } = await this.#gate.judge([provider, ...fallback], asked);
    const opened = await openModel(ort, source, trusted, options, refused);
    const precision = await this.#gate.of(opened.provider, asked);
    return this.#keep(new WebSession(ort, opened, precision, (gone) => this.#sessions.delete(gone)));
  }

  close(): Promise<void> {
    this.#closed ??= Promise.all([...this.#sessions].map((session) => session.release())).then(
      () => undefined,
    );
    return this.#closed;
  }

  /** A session for the gate, which measures it, and one that stays: with its last, WebGPU forgets the shaders that it has compiled. */
  async #openProbe(provider: string, precision: Precision): Promise<WebSession> {
    const ort = await loadOnnxRuntime(this.#options);
    const open = async () =>
      new WebSession(ort, await openModel(ort, PROBE, [provider], {}, []), precision, () => undefined);
    await this.#keep(await open());
    return open();
  }

  /** Until it is released, or the runtime is closed. */
  async #keep(session: WebSession): Promise<WebSession> {
    this.#sessions.add(session);
    if (this.#closed) await session.release();
    this.#checkOpen();
    return session;
  }

  #checkOpen(): void {
    if (this.#closed) {
      throw new CamscopeError('RUNTIME_FAILED', 'The runtime has been closed', { fix: 'Start another' });
    }
  }

  #checkThreads(threads = this.#options.threads): void {
    if (threads === this.#options.threads) return;
    throw new CamscopeError('CONFIG_INVALID', 'The sessions of a page share one pool of threads', {
      asked: `threads: ${threads}`,
      found: `The runtime was started with ${this.#options.threads}`,
      fix: `Leave it out, or start the runtime with { threads: ${threads} }`,
    });
  }
}

/**
 * Starts the runtime. Nothing is loaded until a session is opened.
 * @throws CamscopeError CONFIG_INVALID for several threads where the page is not cross-origin isolated.
 */
export function startWebRuntime({ threads = 1, wasmPaths }: WebRuntimeOptions = {}): WebRuntime {
  const asked = `threads: ${threads}`;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new CamscopeError('CONFIG_INVALID', 'A runtime needs a whole number of threads, at least 1', {
      asked,
    });
  }
  if (threads > 1 && !globalThis.crossOriginIsolated) {
    throw new CamscopeError('CONFIG_INVALID', 'Threads need a cross-origin isolated page', {
      asked,
      fix: 'Serve every file of the page with COOP same-origin, COEP require-corp and CORP same-origin, or use 1 thread',
    });
  }
  return new WebRuntime({ threads, wasmPaths });
}
