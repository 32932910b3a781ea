import { CamscopeError, type Session, type Tensor } from '@camscope/core';
import { checkFeeds, checkFetch } from './check-values.ts';
import { packFeeds } from './pack.ts';
import type { OpenedModel, Refusal } from './protocol.ts';
import type { WorkerClient } from './worker-client.ts';

/** A model open in a worker that serves it alone. */
export class NodeSession implements Session {
  readonly provider: string;
  /** Providers that were tried before this one, and why each could not serve. */
  readonly refused: readonly Refusal[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly #model: OpenedModel;
  readonly #worker: WorkerClient;
  readonly #giveBack: () => Promise<void>;
  #released: Promise<void> | undefined;

  /** @param giveBack called once, when the session needs its worker no longer. */
  constructor(model: OpenedModel, worker: WorkerClient, giveBack: () => Promise<void>) {
    this.provider = model.provider;
    this.refused = model.refused;
    this.inputs = model.inputs.map((input) => input.name);
    this.outputs = model.outputs.map((output) => output.name);
    this.#model = model;
    this.#worker = worker;
    this.#giveBack = giveBack;
  }

  async run(
    feeds: Readonly<Record<string, Tensor>>,
    {
      fetch = this.outputs,
      signal,
    }: { readonly fetch?: readonly string[]; readonly signal?: AbortSignal } = {},
  ): Promise<Record<string, Tensor>> {
    if (this.#released)
      throw new CamscopeError('RUNTIME_FAILED', 'The session has been released', {
        fix: 'Open the model again',
      });
    checkFeeds(this.#model.inputs, feeds);
    checkFetch(this.#model.outputs, fetch);
    const { value, transfer } = packFeeds(feeds);
    return this.#worker.send('run', { feeds: value, fetch }, { transfer, signal });
  }

  release(): Promise<void> {
    this.#released ??= this.#giveBack();
    return this.#released;
  }
}
