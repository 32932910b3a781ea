import type { FloatTensor, Layer, Scratch, Tensor } from '@camscope/core';
import { arrangementOf, baselinesIn, NAMES, type Compiled, type Levels, type Sampled } from '@camscope/onnx';
import { baselineTensors } from '../baselines/baseline-tensors.ts';
import { topClass } from '../classes.ts';
import { checkItems } from '../check-items.ts';
import type { Network } from '../network.ts';
import type {
  Explained,
  ExplainItem,
  FittedExplainer,
  PreparedExplainer,
  RawMap,
} from '../prepared-explainer.ts';
import { tensorOf, type ExplainImage } from '../image-tensor.ts';
import { inFlight } from '../in-flight.ts';
import { averageSamples } from './average-samples.ts';
import type { ExpressionSession } from './expression-session.ts';
import { levelsOf } from './grey-levels.ts';
import { filledUp, lotsOf, rowsOf, targetsOf } from './lots-of.ts';

export interface RunnerOptions {
  /** Explanations in one run. */
  readonly batch: number;
  /** How the graph takes grey levels, where it does. */
  readonly levels?: Levels['type'];
  /** Images of a class each in every run: fewer are filled up, since a device prepares itself for every size anew. */
  readonly size?: number;
  /** Images of the data that attributions start from. */
  readonly starts?: readonly ExplainImage[];
}

/** An expression compiled behind a network: one run gives logits and maps. */
export class ExpressionRunner implements PreparedExplainer {
  readonly network: Network;
  readonly layers: readonly Layer[];
  readonly layer: string;
  readonly approximate: boolean;
  readonly provider: string;
  readonly size?: number;
  readonly #compiled: Compiled;
  readonly #session: ExpressionSession;
  readonly #batch: number;
  readonly #levels?: Levels['type'];
  readonly #starts?: readonly ExplainImage[];

  constructor(
    { network, layers, layer, approximate }: FittedExplainer,
    compiled: Compiled,
    session: ExpressionSession,
    { batch, levels, size, starts }: RunnerOptions,
  ) {
    this.network = network;
    this.layers = layers;
    this.layer = layer;
    this.approximate = approximate;
    this.provider = session.provider;
    this.#compiled = compiled;
    this.#session = session;
    this.#batch = batch;
    this.#levels = levels;
    this.#starts = starts;
    this.size = size;
  }

  async explain(items: readonly ExplainItem[], signal?: AbortSignal): Promise<Explained[]> {
    checkItems(this.network, items);
    if (this.#compiled.shareable) return this.#explainSharing(items, signal);
    // Every class takes a forward pass of its own.
    const parts = items.map(apart);
    const explained = await this.#explainSharing(parts.flat(), signal);
    return parts.map(({ length }) => together(explained.splice(0, length)));
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  async #explainSharing(items: readonly ExplainItem[], signal?: AbortSignal): Promise<Explained[]> {
    const { samples } = this.#compiled;
    const explained: Explained[] = [];
    if (samples) {
      for (const item of items) explained.push(await this.#average(item, samples, signal));
      return explained;
    }
    const lots = this.network.fixedBatch ? items.map((item) => [item]) : lotsOf(items, this.#batch);
    for await (const lot of inFlight(lots, (lot) => this.#explainLot(lot, signal))) explained.push(...lot);
    return explained;
  }

  /** One run. */
  async #explainLot(lot: readonly ExplainItem[], signal?: AbortSignal): Promise<Explained[]> {
    const { images, rows } = filledUp(lot, this.size);
    const run = { feeds: this.#fed(images), images: images.length, rows };
    const outputs = await this.#session.run(run, signal);
    const explained = lot.map((_, image) => ({
      logits: outputs.logitsOf(image),
      maps: [] as RawMap[],
      passes: 1,
    }));
    rowsOf(lot).forEach(({ image, target }, row) => {
      if (lot[image].classes.length === 0) return;
      const { logits, maps } = explained[image];
      maps.push({ target: target < 0 ? topClass(logits) : target, raw: outputs.mapOf(row) });
    });
    return explained;
  }

  #average(item: ExplainItem, sampled: Sampled, signal?: AbortSignal): Promise<Explained> {
    const targets = targetsOf(item);
    const perSample = Math.max(1, targets.length);
    const size = this.network.fixedBatch ? 1 : Math.max(1, Math.floor(this.#batch / perSample));
    const session = this.#session;
    const image = this.#batchOf([item.image]);
    const { network } = this;
    const baselines = baselinesIn(sampled.samples);
    const data = this.#starts?.map((start) => this.#batchOf([start]));
    const of = {
      image,
      view: network.head.image.view,
      baselines: baselines ? baselineTensors({ baselines, image, network, data }) : [],
    };
    const filled = this.size !== undefined;
    return averageSamples({ session, sampled, of, targets, size, filled, signal });
  }

  /** Images as the network's input, or as grey levels where it takes them and they are. */
  #fed(images: readonly ExplainImage[]): Record<string, Tensor> {
    const { scratch } = this.#session;
    const levels = this.#levels && levelsOf(images, this.#levels, scratch);
    return levels
      ? { [NAMES.levels]: levels }
      : { [this.#compiled.inputs.image]: this.#batchOf(images, scratch) };
  }

  /** float32 [N,…] as the graph has it. */
  #batchOf(images: readonly ExplainImage[], scratch?: Scratch): FloatTensor {
    const tensors = images.map((image) => tensorOf(image, this.network));
    return arrangementOf(this.network.head.image.view).batchOf(tensors, scratch);
  }
}

function apart({ image, classes }: ExplainItem): ExplainItem[] {
  if (classes === 'top1' || classes.length <= 1) return [{ image, classes }];
  return classes.map((target) => ({ image, classes: [target] }));
}

function together(parts: readonly Explained[]): Explained {
  const passes = parts.reduce((sum, part) => sum + part.passes, 0);
  return { ...parts[0], maps: parts.flatMap(({ maps }) => maps), passes };
}
