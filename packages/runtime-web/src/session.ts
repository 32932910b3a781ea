import {
  CamscopeError,
  messageOf,
  type Precision,
  type Refusal,
  type RunOptions,
  type Session,
  type Tensor,
} from '@camscope/core';
import { inTurn } from './in-turn.ts';
import type { OnnxRuntime } from './load-onnx-runtime.ts';
import type { OpenedModel } from './open-model.ts';
import { fromOrt, toOrt } from './tensors.ts';

/** A model open in this page. */
export class WebSession implements Session {
  readonly provider: string;
  readonly precision: Precision;
  /** Providers that were tried before this one, and why each could not serve. */
  readonly refused: readonly Refusal[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly #ort: OnnxRuntime;
  readonly #model: OpenedModel['model'];
  readonly #forget: (gone: WebSession) => void;
  #released: Promise<void> | undefined;

  /** @param forget called once, when the session is gone. */
  constructor(
    ort: OnnxRuntime,
    { model, provider, refused }: OpenedModel,
    precision: Precision,
    forget: (gone: WebSession) => void,
  ) {
    this.provider = provider;
    this.precision = precision;
    this.refused = refused;
    this.inputs = model.inputNames;
    this.outputs = model.outputNames;
    this.#ort = ort;
    this.#model = model;
    this.#forget = forget;
  }

  async run(
    feeds: Readonly<Record<string, Tensor>>,
    { fetch = this.outputs, signal, scratch, constant = [] }: RunOptions = {},
  ): Promise<Record<string, Tensor>> {
    const lent = scratch?.lentTo(feeds) ?? [];
    try {
      if (this.#released) {
        throw new CamscopeError('RUNTIME_FAILED', 'The session has been released', {
          fix: 'Open the model again',
        });
      }
      const stays = (name: string) =>
        constant.includes(name) || lent.includes(feeds[name].data.buffer as ArrayBuffer);
      const inputs = toOrt(this.#ort, feeds, stays);
      const outputs = await inTurn(() => this.#model.run(inputs, [...fetch]).catch(fail), signal);
      return fromOrt(outputs);
    } finally {
      scratch?.giveBack(lent);
    }
  }

  release(): Promise<void> {
    this.#released ??= inTurn(() => this.#model.release()).finally(() => this.#forget(this));
    return this.#released;
  }
}

function fail(cause: unknown): never {
  throw new CamscopeError('RUNTIME_FAILED', 'The model could not be run', { found: messageOf(cause), cause });
}
