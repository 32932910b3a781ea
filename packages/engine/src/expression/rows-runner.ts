import type { FloatTensor, Scratch, Tensor } from '@camscope/core';
import { arrangementOf, NAMES, type Compiled, type Levels } from '@camscope/onnx';
import { topClass } from '../classes.ts';
import { tensorOf, type ExplainImage } from '../image-tensor.ts';
import { inFlight } from '../in-flight.ts';
import type { Network } from '../network.ts';
import type { ExplainItem } from '../prepared-explainer.ts';
import type { ExpressionOutputs, ExpressionSession } from './expression-session.ts';
import { levelsOf } from './grey-levels.ts';
import { apart, filledUp, lotsOf, rowsOf } from './lots-of.ts';

export interface RunnerOptions {
  /** Explanations in one run. */
  readonly batch: number;
  /** How the graph takes grey levels, where it does. */
  readonly levels?: Levels['type'];
  /** Images of a class each in every run: fewer are filled up, since a device prepares itself for every size anew. */
  readonly size?: number;
}

/** A compiled graph, and how it runs. */
export interface CompiledRuns {
  readonly compiled: Compiled;
  readonly session: ExpressionSession;
  readonly options: RunnerOptions;
}

/** What a graph gave of one image. */
export interface Ran<Value> {
  /** float32 [classes] */
  readonly logits: Float32Array;
  /** One for each class asked for, in order. */
  readonly rows: readonly { readonly target: number; readonly value: Value }[];
  /** Times that the image went through the network. */
  readonly passes: number;
}

/** Runs a compiled graph on images, each for its own classes, in lots. */
export class RowsRunner<Value> {
  readonly session: ExpressionSession;
  readonly options: RunnerOptions;
  readonly #network: Network;
  readonly #compiled: Compiled;
  readonly #read: (outputs: ExpressionOutputs, row: number) => Value;

  /** @param read what is wanted of a row. */
  constructor(
    network: Network,
    { compiled, session, options }: CompiledRuns,
    read: (outputs: ExpressionOutputs, row: number) => Value,
  ) {
    this.session = session;
    this.options = options;
    this.#network = network;
    this.#compiled = compiled;
    this.#read = read;
  }

  /** @throws CamscopeError RUNTIME_FAILED, NOT_FINITE, INTERRUPTED. */
  async run(items: readonly ExplainItem[], signal?: AbortSignal): Promise<Ran<Value>[]> {
    if (this.#compiled.shareable) return this.#runSharing(items, signal);
    // Every class takes a forward pass of its own.
    const parts = items.map(apart);
    const ran = await this.#runSharing(parts.flat(), signal);
    return parts.map(({ length }) => together(ran.splice(0, length)));
  }

  /** float32 [N,…] as the graph has it. */
  batchOf(images: readonly ExplainImage[], scratch?: Scratch): FloatTensor {
    const tensors = images.map((image) => tensorOf(image, this.#network));
    return arrangementOf(this.#network.head.image.view).batchOf(tensors, scratch);
  }

  async #runSharing(items: readonly ExplainItem[], signal?: AbortSignal): Promise<Ran<Value>[]> {
    const ran: Ran<Value>[] = [];
    const lots = this.#network.fixedBatch ? items.map((item) => [item]) : lotsOf(items, this.options.batch);
    for await (const lot of inFlight(lots, (lot) => this.#runLot(lot, signal))) ran.push(...lot);
    return ran;
  }

  /** One run. */
  async #runLot(lot: readonly ExplainItem[], signal?: AbortSignal): Promise<Ran<Value>[]> {
    const { images, rows } = filledUp(lot, this.options.size);
    const run = { feeds: this.#fed(images), images: images.length, rows };
    const outputs = await this.session.run(run, signal);
    const ran = lot.map((_, image) => ({
      logits: outputs.logitsOf(image),
      rows: [] as { target: number; value: Value }[],
      passes: 1,
    }));
    rowsOf(lot).forEach(({ image, target }, row) => {
      if (lot[image].classes.length === 0) return;
      const { logits, rows } = ran[image];
      rows.push({ target: target < 0 ? topClass(logits) : target, value: this.#read(outputs, row) });
    });
    return ran;
  }

  /** Images as the network's input, or as grey levels where it takes them and they are. */
  #fed(images: readonly ExplainImage[]): Record<string, Tensor> {
    const { scratch } = this.session;
    const levels = this.options.levels && levelsOf(images, this.options.levels, scratch);
    return levels
      ? { [NAMES.levels]: levels }
      : { [this.#compiled.inputs.image]: this.batchOf(images, scratch) };
  }
}

function together<Value>(parts: readonly Ran<Value>[]): Ran<Value> {
  const passes = parts.reduce((sum, part) => sum + part.passes, 0);
  return { ...parts[0], rows: parts.flatMap(({ rows }) => rows), passes };
}
