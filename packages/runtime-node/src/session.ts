import {
  CamscopeError,
  type Precision,
  type Refusal,
  type RunOptions,
  type Session,
  type Tensor,
} from '@camscope/core';
import { checkFeeds, checkFetch } from './check-values.ts';
import { packFeeds } from './pack.ts';
import type { OpenedModel } from './protocol.ts';
import { throwIfAborted, type WorkerClient } from './worker-client.ts';

/** A model that a worker has opened. */
export interface Served {
  readonly opened: OpenedModel;
  readonly worker: WorkerClient;
  /** Called once, when the session needs its worker no longer. */
  readonly giveBack: () => Promise<void>;
}

/** A model open in a worker that serves it alone. */
export class NodeSession implements Session {
  readonly provider: string;
  readonly precision: Precision;
  /** Providers that were tried before this one, and why each could not serve. */
  readonly refused: readonly Refusal[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly #model: OpenedModel;
  readonly #worker: WorkerClient;
  /** Feeds that the worker keeps, by name. */
  readonly #kept = new Map<string, Tensor>();
  readonly #giveBack: () => Promise<void>;
  #released: Promise<void> | undefined;

  constructor({ opened: model, worker, giveBack }: Served, precision: Precision) {
    this.provider = model.provider;
    this.precision = precision;
    this.refused = model.refused;
    this.inputs = model.inputs.map((input) => input.name);
    this.outputs = model.outputs.map((output) => output.name);
    this.#model = model;
    this.#worker = worker;
    this.#giveBack = giveBack;
  }

  async run(
    feeds: Readonly<Record<string, Tensor>>,
    { fetch = this.outputs, signal, scratch, constant = [] }: RunOptions = {},
  ): Promise<Record<string, Tensor>> {
    const lent = scratch?.lentTo(feeds) ?? [];
    try {
      if (this.#released)
        throw new CamscopeError('RUNTIME_FAILED', 'The session has been released', {
          fix: 'Open the model again',
        });
      checkFeeds(this.#model.inputs, feeds);
      checkFetch(this.#model.outputs, fetch);
      throwIfAborted(signal);
      const moved = this.#worker.moves ? lent : [];
      const { value, transfer } = packFeeds(feeds, constant, this.#kept, moved);
      const takeBack = (buffers: readonly ArrayBuffer[]) => scratch?.giveBack(buffers);
      return await this.#worker.send('run', { ...value, fetch }, { transfer, signal, takeBack });
    } finally {
      // What has not been moved.
      scratch?.giveBack(lent);
    }
  }

  release(): Promise<void> {
    this.#released ??= this.#giveBack();
    return this.#released;
  }
}
