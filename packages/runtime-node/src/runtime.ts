import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import {
  CamscopeError,
  MAX_THREADS,
  PrecisionGate,
  productProbe,
  type ModelFile,
  type ModelSource,
  type Precision,
  type Refusal,
  type Runtime,
  type SessionOptions,
} from '@camscope/core';
import type { Channel } from './channel.ts';
import { environmentFor, needsProcess } from './environment.ts';
import { loadModelFile } from './model-file.ts';
import { packModel } from './pack.ts';
import { processChannel } from './process-channel.ts';
import { NodeSession, type Served } from './session.ts';
import { threadChannel } from './thread-channel.ts';
import { WorkerClient } from './worker-client.ts';

const require = createRequire(import.meta.url);
const PROBE: ModelSource = { proto: productProbe, external: new Map() };
const WORKER = new URL('./session-worker.js', import.meta.url);

/** Workers kept for the next session: starting a thread and loading the library takes far longer than a small model. */
const MAX_IDLE = 2;

/** Providers that were asked for. */
interface Judged {
  readonly refused: readonly Refusal[];
  /** Nobody measures the others again. */
  readonly isProven: boolean;
}

/** Sessions on onnxruntime-node, each in a worker thread of its own or, for a limited time or a precision, in a process. */
export class NodeRuntime implements Runtime {
  readonly baseline = 'cpu';
  readonly #workers = new Set<WorkerClient>();
  readonly #idle: WorkerClient[] = [];
  readonly #gate = new PrecisionGate(this.baseline, (...asked) => this.#openProbe(...asked));
  #closed: Promise<void> | undefined;

  /** Whoever reads a model opens it next: a worker starts meanwhile. */
  load(location: string): Promise<ModelFile> {
    if (!this.#closed && this.#idle.length === 0) this.#idle.push(this.#startWorker());
    return loadModelFile(location);
  }

  async version(): Promise<string> {
    return require('onnxruntime-node/package.json').version;
  }

  async providers(): Promise<readonly string[]> {
    const worker = this.#takeWorker();
    try {
      return await worker.send('providers', {});
    } finally {
      await this.#giveBack(worker);
    }
  }

  async open(source: ModelSource, options: SessionOptions): Promise<NodeSession> {
    checkThreads(options.threads);
    const packed = packModel(source);
    const { provider, fallback = [], precision = 'exact' } = options;
    const { trusted, refused } = await this.#gate.judge([provider, ...fallback], precision);
    const served = await this.#serve(packed, trusted, options, { refused, isProven: false });
    try {
      return new NodeSession(served, await this.#gate.of(served.opened.provider, precision));
    } catch (error) {
      await served.giveBack();
      throw error;
    }
  }

  close(): Promise<void> {
    this.#closed ??= Promise.all([...this.#workers].map((worker) => worker.release())).then(() => undefined);
    return this.#closed;
  }

  /** A session for the gate, which measures it. */
  async #openProbe(provider: string, precision: Precision): Promise<NodeSession> {
    return new NodeSession(await this.#serve(packModel(PROBE), [provider], { precision }), precision);
  }

  /** A process of its own is measured, too: what another multiplies in says nothing of it. */
  #gateOf(worker: WorkerClient): PrecisionGate {
    return new PrecisionGate(this.baseline, async (provider, precision) => {
      const { value, transfer } = packModel(PROBE);
      const request = { ...value, providers: [provider], refused: [], options: {} };
      const opened = await worker.send('open', request, { transfer });
      return new NodeSession(
        { opened, worker, giveBack: async () => void (await worker.reset()) },
        precision,
      );
    });
  }

  async #serve(
    { value, transfer }: ReturnType<typeof packModel>,
    providers: readonly string[],
    { within, threads, optimization, precision = 'exact' }: Partial<SessionOptions>,
    { refused, isProven }: Judged = { refused: [], isProven: true },
  ): Promise<Served> {
    const differs = needsProcess(providers, precision);
    const isApart = within !== undefined || differs;
    const worker = isApart
      ? this.#started(processChannel(environmentFor(precision), within))
      : this.#takeWorker();
    try {
      const judged =
        differs && !isProven
          ? await this.#gateOf(worker).judge(providers, precision)
          : { trusted: providers, refused: [] };
      const request = {
        ...{ ...value, providers: judged.trusted, refused: [...refused, ...judged.refused] },
        options: { threads, optimization },
      };
      const opened = await worker.send('open', request, { transfer });
      if (this.#closed) throw closed();
      return { opened, worker, giveBack: () => (isApart ? worker.release() : this.#giveBack(worker)) };
    } catch (error) {
      await worker.release();
      throw error;
    }
  }

  /** Frees a worker's session and keeps the thread, or lets it go. */
  async #giveBack(worker: WorkerClient): Promise<void> {
    const usable = await worker.reset();
    if (usable && !this.#closed && this.#idle.length < MAX_IDLE) this.#idle.push(worker);
    else await worker.release();
  }

  #takeWorker(): WorkerClient {
    if (this.#closed) throw closed();
    return this.#idle.pop() ?? this.#startWorker();
  }

  #startWorker(): WorkerClient {
    return this.#started(threadChannel(WORKER));
  }

  #started(channel: Channel): WorkerClient {
    if (this.#closed) throw closed();
    const worker = new WorkerClient(channel);
    this.#workers.add(worker);
    void worker.exited.then(() => {
      this.#workers.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
    });
    return worker;
  }
}

/** Starts the runtime. Nothing is loaded until it is asked for something. */
export function startNodeRuntime(): NodeRuntime {
  return new NodeRuntime();
}

function checkThreads(threads = 1): void {
  if (Number.isInteger(threads) && threads > 0 && threads <= MAX_THREADS) return;
  throw new CamscopeError(
    'CONFIG_INVALID',
    `A session needs a whole number of threads, 1 to ${MAX_THREADS}`,
    {
      asked: `threads: ${threads}`,
      found: `This machine has ${availableParallelism()} cores`,
      fix: 'Leave it out for as many as there are cores',
    },
  );
}

function closed(): CamscopeError {
  return new CamscopeError('RUNTIME_FAILED', 'The runtime has been closed', { fix: 'Start another' });
}
