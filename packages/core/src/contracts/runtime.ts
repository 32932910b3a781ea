import type { z } from 'zod';
import type { Scratch } from '../values/scratch.ts';
import type { Tensor } from '../values/tensor.ts';
import type { Contribution, OptionsSchema } from './contribution.ts';

/** Bytes to be read when a session is opened: a file where there are files, memory where there are none. */
export type ByteSource = { readonly path: string } | { readonly bytes: Uint8Array };

/** A model ready to be opened: a small ONNX file, and the weights that it refers to by location. */
export interface ModelSource {
  readonly proto: Uint8Array;
  /** External data by the `location` under which the proto refers to it. */
  readonly external: ReadonlyMap<string, ByteSource>;
}

/** Most threads that a session may have, and most workers of a study. */
export const MAX_THREADS = 256;

/** Products as float32 has them, or rounded to TF32, whose 10 bits of fraction some GPUs multiply faster. */
export type Precision = 'exact' | 'tf32';

export interface SessionOptions {
  /** Execution provider: `cpu`, `cuda`, `webgpu`, `wasm`. */
  readonly provider: string;
  /** Providers to try, in order, when `provider` cannot start; none by default. */
  readonly fallback?: readonly string[];
  /** Threads inside one operator, 1 to {@link MAX_THREADS}; the runtime's default when absent. */
  readonly threads?: number;
  /**
   * Seconds that the session may live. A runtime that can end a run puts it where that costs nothing else, in a process of its
   * own on Node; in a browser it is ended with the thread that it runs in, by whoever started that.
   */
  readonly within?: number;
  /** At least this; `exact` by default. A provider that is measured to compute in less is refused. */
  readonly precision?: Precision;
  /** ONNX Runtime's graph optimisation level. */
  readonly optimization?: 'disabled' | 'basic' | 'all';
}

export interface RunOptions {
  /** Names of the outputs wanted; all of them by default. */
  readonly fetch?: readonly string[];
  /** Honoured before the run starts; a run that has begun is finished. */
  readonly signal?: AbortSignal;
  /** Whose memory some feeds are in: those are the run's from now on, and back in the scratch when it has ended. */
  readonly scratch?: Scratch;
  /** Names of feeds whose arrays never change: one that the run before was fed as well need not travel again. */
  readonly constant?: readonly string[];
}

/** An open model. Calls may overlap; they are served in order. */
export interface Session {
  /** The provider that runs it, which a fallback may have changed. */
  readonly provider: string;
  /** In which it multiplies float32, as measured. */
  readonly precision: Precision;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /**
   * Runs once. Feeds are read before it returns, but for what it is given away.
   * @throws CamscopeError RUNTIME_FAILED, INTERRUPTED; MODEL_UNSUPPORTED when the session's time is up.
   */
  run(feeds: Readonly<Record<string, Tensor>>, options?: RunOptions): Promise<Record<string, Tensor>>;
  /** Frees the session after the runs under way have ended. Idempotent. */
  release(): Promise<void>;
}

/** A model file in memory, and where its bytes can be had again. */
export interface ModelFile {
  readonly bytes: Uint8Array;
  readonly source: ByteSource;
  /**
   * External data by its location, in the model's folder or below it.
   * @throws CamscopeError FILE_UNREADABLE for data anywhere else.
   */
  sibling(location: string): ByteSource;
}

/** A started inference runtime. */
export interface Runtime {
  /** The provider that every machine has: `cpu` or `wasm`. */
  readonly baseline: string;
  /**
   * Reads a model file.
   * @param location a path, or a URL in a browser.
   * @throws CamscopeError FILE_UNREADABLE.
   */
  load(location: string): Promise<ModelFile>;
  /** Version of ONNX Runtime. */
  version(): Promise<string>;
  /** Execution providers that this build of the runtime contains. */
  providers(): Promise<readonly string[]>;
  /** @throws CamscopeError PROVIDER_UNAVAILABLE or RUNTIME_FAILED, saying why. */
  open(source: ModelSource, options: SessionOptions): Promise<Session>;
  /** Releases every session and stops. Idempotent. */
  close(): Promise<void>;
}

export interface RuntimeStarter<Schema extends OptionsSchema = OptionsSchema> extends Contribution<
  'runtime',
  Schema
> {
  start(options: z.output<Schema>): Runtime;
}
